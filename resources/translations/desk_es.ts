<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="es">
    <context>
        <name>Actions</name>
        <message>
            <source>Open folder...</source>
            <translation>Abrir carpeta...</translation>
        </message>
        <message>
            <source>Open images...</source>
            <translation>Abrir imágenes...</translation>
        </message>
        <message>
            <source>Try the demo</source>
            <translation>Probar la demostración</translation>
        </message>
        <message>
            <source>Save results...</source>
            <translation>Guardar resultados...</translation>
        </message>
        <message>
            <source>Export images...</source>
            <translation>Exportar imágenes...</translation>
        </message>
        <message>
            <source>Stop, keep results</source>
            <translation>Detener y conservar</translation>
        </message>
        <message>
            <source>Score again</source>
            <translation>Puntuar de nuevo</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Salir</translation>
        </message>
        <message>
            <source>Grid</source>
            <translation>Cuadrícula</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabla</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problemas</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspector</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>Orígenes</translation>
        </message>
        <message>
            <source>Charts</source>
            <translation>Gráficos</translation>
        </message>
        <message>
            <source>Face box</source>
            <translation>Recuadro de la cara</translation>
        </message>
        <message>
            <source>Landmarks</source>
            <translation>Puntos de la cara</translation>
        </message>
        <message>
            <source>Aligned crop</source>
            <translation>Recorte alineado</translation>
        </message>
        <message>
            <source>Score on the photo</source>
            <translation>Puntuación sobre la foto</translation>
        </message>
        <message>
            <source>Zoom to the face</source>
            <translation>Acercar a la cara</translation>
        </message>
        <message>
            <source>Lower the limit by 1</source>
            <translation>Bajar el límite en 1</translation>
        </message>
        <message>
            <source>Raise the limit by 1</source>
            <translation>Subir el límite en 1</translation>
        </message>
        <message>
            <source>Search names</source>
            <translation>Buscar nombres</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Quitar filtros</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>Copiar ruta</translation>
        </message>
        <message>
            <source>Show in file manager</source>
            <translation>Mostrar en el gestor de archivos</translation>
        </message>
        <message>
            <source>Copy as command line</source>
            <translation>Copiar como orden</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Teclas</translation>
        </message>
        <message>
            <source>About FaceQnet</source>
            <translation>Acerca de FaceQnet</translation>
        </message>
        <message>
            <source>What a measure looked at</source>
            <translation>Qué miró una medida</translation>
        </message>
        <message>
            <source>Quality and limit</source>
            <translation>Calidad y límite</translation>
        </message>
        <message>
            <source>Scatter of two measures</source>
            <translation>Nube de dos medidas</translation>
        </message>
        <message>
            <source>Compare measures of the selected photos</source>
            <translation>Comparar medidas de las fotos elegidas</translation>
        </message>
        <message>
            <source>Columns of the table...</source>
            <translation>Columnas de la tabla...</translation>
        </message>
        <message>
            <source>Choose a profile...</source>
            <translation>Elegir un perfil...</translation>
        </message>
        <message>
            <source>Edit limits...</source>
            <translation>Editar límites...</translation>
        </message>
        <message>
            <source>Import a profile...</source>
            <translation>Importar un perfil...</translation>
        </message>
        <message>
            <source>Export the profile...</source>
            <translation>Exportar el perfil...</translation>
        </message>
        <message>
            <source>Filter by verdict, reason or measure...</source>
            <translation>Filtrar por veredicto, motivo o medida...</translation>
        </message>
        <message>
            <source>Open what is on the clipboard</source>
            <translation>Abrir lo que hay en el portapapeles</translation>
        </message>
        <message>
            <source>Save results of the images shown...</source>
            <translation>Guardar resultados de las imágenes mostradas...</translation>
        </message>
    </context>
    <context>
        <name>Bottom</name>
        <message>
            <source>Quality and limit</source>
            <translation>Calidad y límite</translation>
        </message>
        <message>
            <source>Scatter of two measures</source>
            <translation>Nube de dos medidas</translation>
        </message>
        <message>
            <source>Compare the selected photos</source>
            <translation>Comparar las fotos elegidas</translation>
        </message>
    </context>
    <context>
        <name>Centre</name>
        <message>
            <source>Looking through {0}</source>
            <translation>Revisando {0}</translation>
        </message>
        <message>
            <source>Thumbnails appear from the first image that is scored.</source>
            <translation>Las miniaturas aparecen desde la primera imagen puntuada.</translation>
        </message>
        <message>
            <source>No images here</source>
            <translation>Aquí no hay imágenes</translation>
        </message>
        <message>
            <source>{0} holds no photo or video that this program can read.</source>
            <translation>{0} no contiene fotos ni vídeos que este programa pueda leer.</translation>
        </message>
        <message>
            <source>Open another...</source>
            <translation>Abrir otra...</translation>
        </message>
        <message>
            <source>Nothing matches these filters</source>
            <translation>Nada cumple estos filtros</translation>
        </message>
        <message>
            <source>{0} images are hidden.</source>
            <translation>{0} imágenes están ocultas.</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Quitar filtros</translation>
        </message>
    </context>
    <context>
        <name>Chip</name>
        <message>
            <source>Remove the filter {0}</source>
            <translation>Quitar el filtro {0}</translation>
        </message>
    </context>
    <context>
        <name>Chips</name>
        <message>
            <source>Quality, lowest first</source>
            <translation>Calidad, menor primero</translation>
        </message>
        <message>
            <source>Quality, highest first</source>
            <translation>Calidad, mayor primero</translation>
        </message>
        <message>
            <source>As found</source>
            <translation>Como se encontró</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Orden</translation>
        </message>
        <message>
            <source>Grid</source>
            <translation>Cuadrícula</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabla</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problemas</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source>Quality {0} to {1}</source>
            <translation>Calidad de {0} a {1}</translation>
        </message>
        <message>
            <source>With a score</source>
            <translation>Con puntuación</translation>
        </message>
        <message>
            <source>Single files</source>
            <translation>Archivos sueltos</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filtro</translation>
        </message>
        <message>
            <source>Show only photos with a verdict, a reason or a measure (F)</source>
            <translation>Mostrar solo fotos con un veredicto, un motivo o una medida (F)</translation>
        </message>
        <message>
            <source>No profile</source>
            <translation>Sin perfil</translation>
        </message>
        <message>
            <source>Photos are judged by the profile “{0}”</source>
            <translation>Las fotos se juzgan con el perfil «{0}»</translation>
        </message>
        <message>
            <source>Measures only inform</source>
            <translation>Las medidas solo informan</translation>
        </message>
        <message>
            <source>{0}, highest first</source>
            <translation>{0}, de mayor a menor</translation>
        </message>
        <message>
            <source>{0}, lowest first</source>
            <translation>{0}, de menor a mayor</translation>
        </message>
        <message>
            <source>{0} {1} to {2}</source>
            <translation>{0} de {1} a {2}</translation>
        </message>
    </context>
    <context>
        <name>Columns</name>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Calidad</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Puntuación</translation>
        </message>
        <message>
            <source>Detector</source>
            <translation>Detector</translation>
        </message>
        <message>
            <source>Eye distance (px)</source>
            <translation>Distancia entre ojos (px)</translation>
        </message>
        <message>
            <source>Faces</source>
            <translation>Caras</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Ancho</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>Alto</translation>
        </message>
        <message>
            <source>Detail</source>
            <translation>Detalle</translation>
        </message>
        <message>
            <source>Portrait rules</source>
            <translation>Normas de retrato</translation>
        </message>
        <message>
            <source>First reason</source>
            <translation>Primer motivo</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>As the system</source>
            <translation>Como el sistema</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>Primary face only</source>
            <translation>Solo la cara principal</translation>
        </message>
        <message>
            <source>All faces</source>
            <translation>Todas las caras</translation>
        </message>
        <message>
            <source>Fastest there is</source>
            <translation>La más rápida que haya</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Tema</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Faces</source>
            <translation>Caras</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>The next scan uses this device.</source>
            <translation>El próximo análisis usa este dispositivo.</translation>
        </message>
        <message>
            <source>Open a folder</source>
            <translation>Abrir una carpeta</translation>
        </message>
        <message>
            <source>Open images or a video</source>
            <translation>Abrir imágenes o un vídeo</translation>
        </message>
        <message>
            <source>The clipboard holds no path of a file or folder.</source>
            <translation>El portapapeles no contiene ninguna ruta de archivo o carpeta.</translation>
        </message>
        <message>
            <source>Making the demo set</source>
            <translation>Creando la demostración</translation>
        </message>
        <message>
            <source>Save results</source>
            <translation>Guardar resultados</translation>
        </message>
        <message>
            <source>{0} has {1} rows.</source>
            <translation>{0} tiene {1} filas.</translation>
        </message>
        <message>
            <source>Copied: {0}</source>
            <translation>Copiado: {0}</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Teclas</translation>
        </message>
        <message>
            <source>FaceQnet {0}. Free software (MIT). Works offline: nothing leaves this computer.</source>
            <translation>FaceQnet {0}. Software libre (MIT). Funciona sin red: nada sale de este ordenador.</translation>
        </message>
        <message>
            <source>About FaceQnet</source>
            <translation>Acerca de FaceQnet</translation>
        </message>
        <message>
            <source>A fault of this program. Your results are kept. Please report it.</source>
            <translation>Un fallo de este programa. Sus resultados se conservan. Comuníquelo, por favor.</translation>
        </message>
        <message>
            <source>Log reference: {0}</source>
            <translation>Referencia del registro: {0}</translation>
        </message>
    </context>
    <context>
        <name>Compare</name>
        <message>
            <source>Select 2 to 4 photos to compare their measures: Ctrl and click, or Shift and arrows.</source>
            <translation>Elija de 2 a 4 fotos para comparar sus medidas: Ctrl y clic, o Mayús y flechas.</translation>
        </message>
        <message>
            <source>Differences between {0} photos</source>
            <translation>Diferencias entre {0} fotos</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export images</source>
            <translation>Exportar imágenes</translation>
        </message>
        <message>
            <source>Which images?</source>
            <translation>¿Qué imágenes?</translation>
        </message>
        <message>
            <source>Quality {0} or higher: {1}</source>
            <translation>Calidad {0} o mayor: {1}</translation>
        </message>
        <message>
            <source>Below quality {0}: {1}</source>
            <translation>Calidad menor que {0}: {1}</translation>
        </message>
        <message>
            <source>Those shown now: {0}</source>
            <translation>Las que se muestran ahora: {0}</translation>
        </message>
        <message>
            <source>How?</source>
            <translation>¿Cómo?</translation>
        </message>
        <message>
            <source>Copy; the originals stay as they are</source>
            <translation>Copiar; los originales quedan como están</translation>
        </message>
        <message>
            <source>Link; takes no space</source>
            <translation>Enlazar; no ocupa espacio</translation>
        </message>
        <message>
            <source>Move; written down, can be undone</source>
            <translation>Mover; queda anotado y se puede deshacer</translation>
        </message>
        <message>
            <source>Aligned crops too</source>
            <translation>También los recortes alineados</translation>
        </message>
        <message>
            <source>First names</source>
            <translation>Primeros nombres</translation>
        </message>
        <message>
            <source>Where to?</source>
            <translation>¿Adónde?</translation>
        </message>
        <message>
            <source>A folder; it is made if it does not exist</source>
            <translation>Una carpeta; se crea si no existe</translation>
        </message>
        <message>
            <source>Target folder</source>
            <translation>Carpeta de destino</translation>
        </message>
        <message>
            <source>Choose...</source>
            <translation>Elegir...</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Choose a folder.</source>
            <translation>Elija una carpeta.</translation>
        </message>
        <message>
            <source>Export {0} images, {1} MB</source>
            <translation>Exportar {0} imágenes, {1} MB</translation>
        </message>
        <message>
            <source>Export {0} images</source>
            <translation>Exportar {0} imágenes</translation>
        </message>
        <message>
            <source>{0} images, {1} MB to write; {2} GB are free.</source>
            <translation>{0} imágenes, {1} MB por escribir; hay {2} GB libres.</translation>
        </message>
        <message>
            <source>{0} get a numbered name because theirs is taken.</source>
            <translation>{0} reciben un nombre con número porque el suyo está ocupado.</translation>
        </message>
        <message>
            <source>{0} are no longer there.</source>
            <translation>{0} ya no están.</translation>
        </message>
        <message>
            <source>That does not fit. Free space first.</source>
            <translation>No cabe. Libere espacio primero.</translation>
        </message>
        <message>
            <source>{0} images are in the folder; {1} lists them.</source>
            <translation>{0} imágenes están en la carpeta; {1} las enumera.</translation>
        </message>
        <message>
            <source>{0} failed; the first: {1}</source>
            <translation>{0} fallaron; la primera: {1}</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
    </context>
    <context>
        <name>Grid</name>
        <message>
            <source>Images</source>
            <translation>Imágenes</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>This picture cannot be shown.</source>
            <translation>Esta imagen no se puede mostrar.</translation>
        </message>
        <message>
            <source>Face box (B)</source>
            <translation>Recuadro de la cara (B)</translation>
        </message>
        <message>
            <source>Landmarks (M)</source>
            <translation>Puntos de la cara (M)</translation>
        </message>
        <message>
            <source>Aligned crop (X)</source>
            <translation>Recorte alineado (X)</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>Copiar ruta</translation>
        </message>
        <message>
            <source>Show in file manager</source>
            <translation>Mostrar en el gestor de archivos</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspector</translation>
        </message>
        <message>
            <source>Nothing is selected. Choose an image to see why it scores as it does.</source>
            <translation>No hay nada seleccionado. Elija una imagen para ver por qué puntúa así.</translation>
        </message>
        <message>
            <source>Loading the picture</source>
            <translation>Cargando la imagen</translation>
        </message>
        <message>
            <source>No score: {0}</source>
            <translation>Sin puntuación: {0}</translation>
        </message>
        <message>
            <source>Quality {0}: better than {0} % of the reference photos of model {1}.</source>
            <translation>Calidad {0}: mejor que el {0} % de las fotos de referencia del modelo {1}.</translation>
        </message>
        <message>
            <source>Place {0} of {1} in this set.</source>
            <translation>Puesto {0} de {1} en este conjunto.</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Puntuación</translation>
        </message>
        <message>
            <source>What the network says, 0 to 1; higher is better.</source>
            <translation>Lo que dice la red, de 0 a 1; más es mejor.</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source>Place in this set</source>
            <translation>Puesto en este conjunto</translation>
        </message>
        <message>
            <source>1 is the best photo of those that have a score.</source>
            <translation>1 es la mejor foto de las que tienen puntuación.</translation>
        </message>
        <message>
            <source>Between the eyes</source>
            <translation>Entre los ojos</translation>
        </message>
        <message>
            <source>Distance of the eye centres in the full-size photo. Under 24 px the score is a guess.</source>
            <translation>Distancia entre los centros de los ojos en la foto a tamaño completo. Por debajo de 24 px la puntuación es una conjetura.</translation>
        </message>
        <message>
            <source>Detector</source>
            <translation>Detector</translation>
        </message>
        <message>
            <source>How sure the face detector (MTCNN) is, 0 to 1.</source>
            <translation>Seguridad del detector de caras (MTCNN), de 0 a 1.</translation>
        </message>
        <message>
            <source>Faces</source>
            <translation>Caras</translation>
        </message>
        <message>
            <source>Faces found in this photo; the most prominent one is scored first.</source>
            <translation>Caras encontradas en esta foto; la más destacada se puntúa primero.</translation>
        </message>
        <message>
            <source>Face box</source>
            <translation>Recuadro de la cara</translation>
        </message>
        <message>
            <source>Left, top, width and height in pixels of the full-size photo.</source>
            <translation>Izquierda, arriba, ancho y alto en píxeles de la foto a tamaño completo.</translation>
        </message>
        <message>
            <source>The aligned face as the network sees it.</source>
            <translation>La cara alineada como la ve la red.</translation>
        </message>
        <message>
            <source>What a measure looked at (V)</source>
            <translation>Qué miró una medida (V)</translation>
        </message>
        <message>
            <source>Score on the photo</source>
            <translation>Puntuación sobre la foto</translation>
        </message>
        <message>
            <source>Measures</source>
            <translation>Medidas</translation>
        </message>
        <message>
            <source>tick: limit</source>
            <translation>marca: límite</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Detalles</translation>
        </message>
        <message>
            <source>Measures: Enter shows on the photo what one looked at</source>
            <translation>Medidas: Intro muestra en la foto qué miró cada una</translation>
        </message>
    </context>
    <context>
        <name>Judging</name>
        <message>
            <source>Advise only</source>
            <translation>Solo aconsejar</translation>
        </message>
        <message>
            <source>Edit limits...</source>
            <translation>Editar límites...</translation>
        </message>
        <message>
            <source>Import a profile...</source>
            <translation>Importar un perfil...</translation>
        </message>
        <message>
            <source>Import a profile</source>
            <translation>Importar un perfil</translation>
        </message>
        <message>
            <source>“{0}” was imported and is used now.</source>
            <translation>«{0}» se ha importado y ya se usa.</translation>
        </message>
        <message>
            <source>Export the profile</source>
            <translation>Exportar el perfil</translation>
        </message>
        <message>
            <source>By a measure</source>
            <translation>Por una medida</translation>
        </message>
    </context>
    <context>
        <name>LimitRow</name>
        <message>
            <source>Remove the limit of {0}</source>
            <translation>Quitar el límite de {0}</translation>
        </message>
        <message>
            <source>0 to 100</source>
            <translation>0 a 100</translation>
        </message>
        <message>
            <source>value</source>
            <translation>valor</translation>
        </message>
        <message>
            <source>either side</source>
            <translation>a ambos lados</translation>
        </message>
        <message>
            <source>matters</source>
            <translation>cuenta</translation>
        </message>
        <message>
            <source>only advises</source>
            <translation>solo aconseja</translation>
        </message>
        <message>
            <source>{0}: figure</source>
            <translation>{0}: cifra</translation>
        </message>
        <message>
            <source>{0}: from</source>
            <translation>{0}: desde</translation>
        </message>
        <message>
            <source>{0}: to</source>
            <translation>{0}: hasta</translation>
        </message>
        <message>
            <source>{0}: whether a miss fails</source>
            <translation>{0}: si un fallo cuenta</translation>
        </message>
        <message>
            <source>{0}: source</source>
            <translation>{0}: fuente</translation>
        </message>
        <message>
            <source>{0}: this is not a number.</source>
            <translation>{0}: esto no es un número.</translation>
        </message>
        <message>
            <source>{0}: it needs a from or a to, or remove the limit.</source>
            <translation>{0}: falta desde o hasta; o quite el límite.</translation>
        </message>
        <message>
            <source>{0}: from is larger than to.</source>
            <translation>{0}: desde es mayor que hasta.</translation>
        </message>
        <message>
            <source>{0}: this scale goes from 0 to 100.</source>
            <translation>{0}: esta escala va de 0 a 100.</translation>
        </message>
    </context>
    <context>
        <name>PhotoView</name>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Measures advise. The FaceQnet score predicts recognition errors.</source>
            <translation>Las medidas aconsejan. La puntuación FaceQnet predice errores de reconocimiento.</translation>
        </message>
        <message>
            <source>{0} → {1} of {2} photos pass</source>
            <translation>Pasan {0} → {1} de {2} fotos</translation>
        </message>
        <message>
            <source>No photos are open: nothing to try the limits on.</source>
            <translation>No hay fotos abiertas con las que probar los límites.</translation>
        </message>
        <message>
            <source>Nearest to {0}, {1}</source>
            <translation>Más cerca de {0}, {1}</translation>
        </message>
        <message>
            <source>just outside</source>
            <translation>justo fuera</translation>
        </message>
        <message>
            <source>just inside</source>
            <translation>justo dentro</translation>
        </message>
        <message>
            <source>No photo can keep the limit of {0}. Widen it.</source>
            <translation>Ninguna foto puede cumplir el límite de {0}. Amplíelo.</translation>
        </message>
        <message>
            <source>No head position keeps both {0} and {1}: every photo would miss one of them. Widen one.</source>
            <translation>Ninguna posición de la cabeza cumple {0} y {1} a la vez: toda foto incumpliría uno. Amplíe uno.</translation>
        </message>
    </context>
    <context>
        <name>Problems</name>
        <message>
            <source>File</source>
            <translation>Archivo</translation>
        </message>
        <message>
            <source>What happened, and what to do</source>
            <translation>Qué ocurrió y qué hacer</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problemas</translation>
        </message>
        <message>
            <source>Try these again</source>
            <translation>Probar otra vez</translation>
        </message>
        <message>
            <source>Copy report</source>
            <translation>Copiar informe</translation>
        </message>
        <message>
            <source>{0} files could not be scored as they should</source>
            <translation>{0} archivos no se pudieron puntuar como es debido</translation>
        </message>
        <message>
            <source>No problems</source>
            <translation>Sin problemas</translation>
        </message>
        <message>
            <source>Every file could be read.</source>
            <translation>Todos los archivos se pudieron leer.</translation>
        </message>
    </context>
    <context>
        <name>ProfileEditor</name>
        <message>
            <source>Profile editor</source>
            <translation>Editor de perfiles</translation>
        </message>
        <message>
            <source>{0}, own</source>
            <translation>{0}, propio</translation>
        </message>
        <message>
            <source>Name of the profile</source>
            <translation>Nombre del perfil</translation>
        </message>
        <message>
            <source>Undo (Ctrl+Z)</source>
            <translation>Deshacer (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Redo (Ctrl+Shift+Z)</source>
            <translation>Rehacer (Ctrl+Mayús+Z)</translation>
        </message>
        <message>
            <source>Suggest from my photos...</source>
            <translation>Sugerir a partir de mis fotos...</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Medida</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>Cifra</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Desde</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Hasta</translation>
        </message>
        <message>
            <source>A miss</source>
            <translation>Un fallo</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Fuente</translation>
        </message>
        <message>
            <source>Add a limit...</source>
            <translation>Añadir un límite...</translation>
        </message>
        <message>
            <source>Save and use</source>
            <translation>Guardar y usar</translation>
        </message>
        <message>
            <source>Delete this profile</source>
            <translation>Eliminar este perfil</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Import...</source>
            <translation>Importar...</translation>
        </message>
        <message>
            <source>Export...</source>
            <translation>Exportar...</translation>
        </message>
        <message>
            <source>A profile needs at least one limit.</source>
            <translation>Un perfil necesita al menos un límite.</translation>
        </message>
        <message>
            <source>The profile needs a name with a letter or a digit.</source>
            <translation>El perfil necesita un nombre con una letra o una cifra.</translation>
        </message>
        <message>
            <source>“{0}” comes with the program. Give yours another name.</source>
            <translation>«{0}» viene con el programa. Dé otro nombre al suyo.</translation>
        </message>
        <message>
            <source>There is a profile called “{0}” already. Choose another name.</source>
            <translation>Ya hay un perfil llamado «{0}». Elija otro nombre.</translation>
        </message>
        <message>
            <source>Delete it for good</source>
            <translation>Eliminar definitivamente</translation>
        </message>
        <message>
            <source>Import a profile</source>
            <translation>Importar un perfil</translation>
        </message>
        <message>
            <source>Export the profile</source>
            <translation>Exportar el perfil</translation>
        </message>
    </context>
    <context>
        <name>Profiles</name>
        <message>
            <source>Relaxed</source>
            <translation>Flexible</translation>
        </message>
        <message>
            <source>Enrolment</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>ICAO portrait</source>
            <translation>Retrato OACI</translation>
        </message>
        <message>
            <source>Not judged</source>
            <translation>Sin juzgar</translation>
        </message>
        <message>
            <source>Passes</source>
            <translation>Pasa</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Revisar</translation>
        </message>
        <message>
            <source>Fails</source>
            <translation>No pasa</translation>
        </message>
        <message>
            <source>holds</source>
            <translation>se cumple</translation>
        </message>
        <message>
            <source>The face is dark, but light falls on it: this is no dark photo.</source>
            <translation>La cara es oscura, pero le da la luz: la foto no es oscura.</translation>
        </message>
        <message>
            <source>not assessed</source>
            <translation>sin evaluar</translation>
        </message>
        <message>
            <source>should be looked at</source>
            <translation>conviene revisarlo</translation>
        </message>
        <message>
            <source>fails</source>
            <translation>no se cumple</translation>
        </message>
        <message>
            <source>Value {0}, component {1} of 100.</source>
            <translation>Valor {0}, componente {1} de 100.</translation>
        </message>
        <message>
            <source>Not assessed: {0}</source>
            <translation>Sin evaluar: {0}</translation>
        </message>
        <message>
            <source>Wanted: {0}. Source: {1}.</source>
            <translation>Se pide: {0}. Fuente: {1}.</translation>
        </message>
        <message>
            <source>The profile has no limit for it.</source>
            <translation>El perfil no le pone límite.</translation>
        </message>
        <message>
            <source>A miss only advises.</source>
            <translation>Un fallo solo aconseja.</translation>
        </message>
        <message>
            <source>Not assessed by this program</source>
            <translation>Sin evaluar en este programa</translation>
        </message>
        <message>
            <source>{0}: not assessed</source>
            <translation>{0}: sin evaluar</translation>
        </message>
        <message>
            <source>{0}: {1} of 100, {2}</source>
            <translation>{0}: {1} de 100, {2}</translation>
        </message>
    </context>
    <context>
        <name>QualityCharts</name>
        <message>
            <source>Quality limit</source>
            <translation>Límite de calidad</translation>
        </message>
        <message>
            <source>Limit {0}, {1} below, {2} at or above</source>
            <translation>Límite {0}, {1} por debajo, {2} en él o por encima</translation>
        </message>
        <message>
            <source>Reject below</source>
            <translation>Rechazar por debajo de</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Calidad</translation>
        </message>
        <message>
            <source>Rejected if the limit were...</source>
            <translation>Rechazadas si el límite fuera...</translation>
        </message>
        <message>
            <source>drag the line, or brush a range</source>
            <translation>arrastre la línea o marque un intervalo</translation>
        </message>
        <message>
            <source>% of images</source>
            <translation>% de las imágenes</translation>
        </message>
        <message>
            <source>Limit {0}</source>
            <translation>Límite {0}</translation>
        </message>
        <message>
            <source>{0} below, {1} above</source>
            <translation>{0} por debajo, {1} por encima</translation>
        </message>
    </context>
    <context>
        <name>RangeDialog</name>
        <message>
            <source>From</source>
            <translation>Desde</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Hasta</translation>
        </message>
        <message>
            <source>Show these</source>
            <translation>Mostrar estas</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>{0} photos</source>
            <translation>{0} fotos</translation>
        </message>
    </context>
    <context>
        <name>ReasonsPanel</name>
        <message>
            <source>Measures advise. The FaceQnet score predicts recognition errors.</source>
            <translation>Las medidas aconsejan. La puntuación FaceQnet predice errores de reconocimiento.</translation>
        </message>
        <message>
            <source>Recognition</source>
            <translation>Reconocimiento</translation>
        </message>
        <message>
            <source>no score</source>
            <translation>sin puntuación</translation>
        </message>
        <message>
            <source>The profile wants {0} or more.</source>
            <translation>El perfil pide {0} o más.</translation>
        </message>
        <message>
            <source>The limit is {0}.</source>
            <translation>El límite es {0}.</translation>
        </message>
        <message>
            <source>Portrait rules</source>
            <translation>Normas de retrato</translation>
        </message>
        <message>
            <source>No profile is chosen: measures only inform.</source>
            <translation>No hay perfil elegido: las medidas solo informan.</translation>
        </message>
        <message>
            <source>not judged</source>
            <translation>sin juzgar</translation>
        </message>
        <message>
            <source>The limits of “{0}”, without the one for quality.</source>
            <translation>Los límites de «{0}», sin el de calidad.</translation>
        </message>
        <message>
            <source>Why it fails “{0}”</source>
            <translation>Por qué no pasa «{0}»</translation>
        </message>
        <message>
            <source>Why “{0}” asks for review</source>
            <translation>Por qué «{0}» pide revisarla</translation>
        </message>
        <message>
            <source>Why it passes “{0}”</source>
            <translation>Por qué pasa «{0}»</translation>
        </message>
        <message>
            <source>{0} of {1} checks</source>
            <translation>{0} de {1} comprobaciones</translation>
        </message>
        <message>
            <source>{0} checks hold, {1} do not, {2} could not be assessed.</source>
            <translation>{0} comprobaciones se cumplen, {1} no, {2} no se pudieron evaluar.</translation>
        </message>
        <message>
            <source>all {0} checks hold</source>
            <translation>se cumplen las {0}</translation>
        </message>
        <message>
            <source>Show the first {0} only</source>
            <translation>Mostrar solo las {0} primeras</translation>
        </message>
        <message>
            <source>{0} more</source>
            <translation>{0} más</translation>
        </message>
    </context>
    <context>
        <name>Scanning</name>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source>{0} images in {1} s</source>
            <translation>{0} imágenes en {1} s</translation>
        </message>
        <message>
            <source>{0} below {1}</source>
            <translation>{0} por debajo de {1}</translation>
        </message>
        <message>
            <source>{0} without a face</source>
            <translation>{0} sin cara</translation>
        </message>
        <message>
            <source>{0} problems</source>
            <translation>{0} problemas</translation>
        </message>
        <message>
            <source>{0} known from before</source>
            <translation>{0} ya conocidas</translation>
        </message>
    </context>
    <context>
        <name>Scatter</name>
        <message>
            <source>against</source>
            <translation>frente a</translation>
        </message>
        <message>
            <source>Across</source>
            <translation>Horizontal</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>Vertical</translation>
        </message>
        <message>
            <source>Scatter of two measures</source>
            <translation>Nube de dos medidas</translation>
        </message>
        <message>
            <source>rank correlation {0}</source>
            <translation>correlación de rangos {0}</translation>
        </message>
        <message>
            <source>{0} photos</source>
            <translation>{0} fotos</translation>
        </message>
        <message>
            <source>{0} not assessed</source>
            <translation>{0} sin evaluar</translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message>
            <source>All decisions are saved again.</source>
            <translation>Todas las decisiones vuelven a estar guardadas.</translation>
        </message>
        <message>
            <source>{0} {1} decisions are kept in memory and saved as soon as there is room. Free space.</source>
            <translation>{0} {1} decisiones se conservan en memoria y se guardarán en cuanto haya sitio. Libere espacio.</translation>
        </message>
    </context>
    <context>
        <name>Sources</name>
        <message>
            <source>Sources</source>
            <translation>Orígenes</translation>
        </message>
        <message>
            <source>All images</source>
            <translation>Todas las imágenes</translation>
        </message>
        <message>
            <source>Single files</source>
            <translation>Archivos sueltos</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Resultados</translation>
        </message>
        <message>
            <source>With a score</source>
            <translation>Con puntuación</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problemas</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Stop, keep results</source>
            <translation>Detener y conservar</translation>
        </message>
        <message>
            <source>The quality model, with the first digits of its fingerprint</source>
            <translation>El modelo de calidad, con las primeras cifras de su huella</translation>
        </message>
        <message>
            <source>Where the networks run</source>
            <translation>Dónde se ejecutan las redes</translation>
        </message>
        <message>
            <source>Preparing the model</source>
            <translation>Preparando el modelo</translation>
        </message>
        <message>
            <source>Scoring {0} of {1}</source>
            <translation>Puntuando {0} de {1}</translation>
        </message>
        <message>
            <source>Scoring {0}, {1} found so far</source>
            <translation>Puntuando {0}, {1} encontradas hasta ahora</translation>
        </message>
        <message>
            <source>{0} images/s</source>
            <translation>{0} imágenes/s</translation>
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>{0} stars for {1}</source>
            <translation>{0} estrellas para {1}</translation>
        </message>
        <message>
            <source>Note on {0}</source>
            <translation>Nota en {0}</translation>
        </message>
        <message>
            <source>Reason for {0}</source>
            <translation>Motivo de {0}</translation>
        </message>
        <message>
            <source>Choose 1 of {0}</source>
            <translation>Elegir 1 de {0}</translation>
        </message>
        <message>
            <source>Accept {0}</source>
            <translation>Aceptar {0}</translation>
        </message>
        <message>
            <source>Reject {0}</source>
            <translation>Rechazar {0}</translation>
        </message>
        <message>
            <source>Reopen {0}</source>
            <translation>Reabrir {0}</translation>
        </message>
        <message>
            <source>Clear the stars of {0}</source>
            <translation>Quitar las estrellas de {0}</translation>
        </message>
        <message>
            <source>1 image</source>
            <translation>1 imagen</translation>
        </message>
        <message>
            <source>{0} images</source>
            <translation>{0} imágenes</translation>
        </message>
    </context>
    <context>
        <name>Suggestions</name>
        <message>
            <source>Suggested limits</source>
            <translation>Límites sugeridos</translation>
        </message>
        <message>
            <source>Each limit at the {0}th percentile of {1}. Nothing is changed before you apply it.</source>
            <translation>Cada límite en el percentil {0} de {1}. Nada cambia antes de aplicarlo.</translation>
        </message>
        <message>
            <source>No other limits are suggested: {2} photos with values are needed, or the limits fit.</source>
            <translation>No se sugieren otros límites: hacen falta {2} fotos con valores, o los límites ya encajan.</translation>
        </message>
        <message>
            <source>{0} → {1} of {2} photos pass</source>
            <translation>Pasan {0} → {1} de {2} fotos</translation>
        </message>
        <message>
            <source>the {0} accepted photos</source>
            <translation>las {0} fotos aceptadas</translation>
        </message>
        <message>
            <source>the {0} photos shown</source>
            <translation>las {0} fotos mostradas</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Aplicar</translation>
        </message>
    </context>
    <context>
        <name>Table</name>
        <message>
            <source>Images as a table</source>
            <translation>Imágenes como tabla</translation>
        </message>
    </context>
    <context>
        <name>Tile</name>
        <message>
            <source>quality {0}, {1}</source>
            <translation>calidad {0}, {1}</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Search names</source>
            <translation>Buscar nombres</translation>
        </message>
        <message>
            <source>Search names (Ctrl+F)</source>
            <translation>Buscar nombres (Ctrl+F)</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Export...</source>
            <translation>Exportar...</translation>
        </message>
        <message>
            <source>Copy images above or below the limit (Ctrl+E)</source>
            <translation>Copiar imágenes por encima o por debajo del límite (Ctrl+E)</translation>
        </message>
        <message>
            <source>Open a folder (Ctrl+O)</source>
            <translation>Abrir una carpeta (Ctrl+O)</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menú</translation>
        </message>
    </context>
    <context>
        <name>Views</name>
        <message>
            <source>Triage</source>
            <translation>Selección</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>En vivo</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>Evaluar</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Entrenar</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>Drop photos here</source>
            <translation>Suelte aquí las fotos</translation>
        </message>
        <message>
            <source>Folders, images or a video. Nothing leaves this computer.</source>
            <translation>Carpetas, imágenes o un vídeo. Nada sale de este ordenador.</translation>
        </message>
        <message>
            <source>Open...</source>
            <translation>Abrir...</translation>
        </message>
        <message>
            <source>Try the demo</source>
            <translation>Probar la demostración</translation>
        </message>
        <message>
            <source>Opened lately</source>
            <translation>Abiertas hace poco</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>No photos open</source>
            <translation>No hay fotos abiertas</translation>
        </message>
        <message>
            <source>{0} and {1} more</source>
            <translation>{0} y {1} más</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Scored</source>
            <translation>Puntuada</translation>
        </message>
        <message>
            <source>Few pixels</source>
            <translation>Pocos píxeles</translation>
        </message>
        <message>
            <source>No face</source>
            <translation>Sin cara</translation>
        </message>
        <message>
            <source>Damaged</source>
            <translation>Dañada</translation>
        </message>
        <message>
            <source>Not readable</source>
            <translation>Ilegible</translation>
        </message>
        <message>
            <source>Too large</source>
            <translation>Demasiado grande</translation>
        </message>
        <message>
            <source>Unknown format</source>
            <translation>Formato desconocido</translation>
        </message>
        <message>
            <source>Our fault</source>
            <translation>Fallo nuestro</translation>
        </message>
        <message>
            <source>very low</source>
            <translation>muy baja</translation>
        </message>
        <message>
            <source>low</source>
            <translation>baja</translation>
        </message>
        <message>
            <source>medium</source>
            <translation>media</translation>
        </message>
        <message>
            <source>good</source>
            <translation>buena</translation>
        </message>
        <message>
            <source>very good</source>
            <translation>muy buena</translation>
        </message>
        <message>
            <source>{0} s left</source>
            <translation>quedan {0} s</translation>
        </message>
        <message>
            <source>{0} min left</source>
            <translation>quedan {0} min</translation>
        </message>
        <message>
            <source>about {0} h left</source>
            <translation>quedan unas {0} h</translation>
        </message>
    </context>
    <context>
        <name>_Bars</name>
        <message>
            <source>not assessed</source>
            <translation>sin evaluar</translation>
        </message>
    </context>
    <context>
        <name>_Strip</name>
        <message>
            <source>none</source>
            <translation>ninguna</translation>
        </message>
    </context>
</TS>