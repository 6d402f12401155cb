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
            <source>No image waits for its score, or a scan runs already.</source>
            <translation>Ninguna imagen espera su evaluación, o ya hay una en curso.</translation>
        </message>
        <message>
            <source>No photo is without a face, or a scan runs already.</source>
            <translation>Ninguna foto está sin cara, o ya hay una evaluación en curso.</translation>
        </message>
        <message>
            <source>Stop, keep results</source>
            <translation>Detener y conservar</translation>
        </message>
        <message>
            <source>Score the rest</source>
            <translation>Evaluar el resto</translation>
        </message>
        <message>
            <source>Search smaller faces where none was found</source>
            <translation>Buscar caras más pequeñas donde no se encontró ninguna</translation>
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
            <source>Lower the limit by 5</source>
            <translation>Bajar el límite 5</translation>
        </message>
        <message>
            <source>Raise the limit by 5</source>
            <translation>Subir el límite 5</translation>
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
        <message>
            <source>Accept</source>
            <translation>Aceptar</translation>
        </message>
        <message>
            <source>Reject</source>
            <translation>Rechazar</translation>
        </message>
        <message>
            <source>Leave undecided</source>
            <translation>Dejar sin decidir</translation>
        </message>
        <message>
            <source>1 star</source>
            <translation>1 estrella</translation>
        </message>
        <message>
            <source>2 stars</source>
            <translation>2 estrellas</translation>
        </message>
        <message>
            <source>3 stars</source>
            <translation>3 estrellas</translation>
        </message>
        <message>
            <source>4 stars</source>
            <translation>4 estrellas</translation>
        </message>
        <message>
            <source>5 stars</source>
            <translation>5 estrellas</translation>
        </message>
        <message>
            <source>Clear the stars</source>
            <translation>Quitar las estrellas</translation>
        </message>
        <message>
            <source>Write a note</source>
            <translation>Escribir una nota</translation>
        </message>
        <message>
            <source>Give a reason for the decision</source>
            <translation>Indicar el motivo de la decisión</translation>
        </message>
        <message>
            <source>Reject all below the limit...</source>
            <translation>Rechazar todas por debajo del límite...</translation>
        </message>
        <message>
            <source>Accept all above the limit...</source>
            <translation>Aceptar todas por encima del límite...</translation>
        </message>
        <message>
            <source>Accept the best of every subject...</source>
            <translation>Aceptar la mejor de cada persona...</translation>
        </message>
        <message>
            <source>Next undecided</source>
            <translation>Siguiente sin decidir</translation>
        </message>
        <message>
            <source>Previous undecided</source>
            <translation>Anterior sin decidir</translation>
        </message>
        <message>
            <source>Auto-advance</source>
            <translation>Avance automático</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Rehacer</translation>
        </message>
        <message>
            <source>Select all shown</source>
            <translation>Seleccionar todas las mostradas</translation>
        </message>
        <message>
            <source>Select none</source>
            <translation>No seleccionar ninguna</translation>
        </message>
        <message>
            <source>Group by subject</source>
            <translation>Agrupar por persona</translation>
        </message>
        <message>
            <source>Group by decision</source>
            <translation>Agrupar por decisión</translation>
        </message>
        <message>
            <source>Group by reason</source>
            <translation>Agrupar por motivo</translation>
        </message>
        <message>
            <source>Do not group</source>
            <translation>No agrupar</translation>
        </message>
        <message>
            <source>Type the limit...</source>
            <translation>Escribir el límite...</translation>
        </message>
        <message>
            <source>Go to a name...</source>
            <translation>Ir a un nombre...</translation>
        </message>
        <message>
            <source>Apply filters and order again</source>
            <translation>Aplicar de nuevo filtros y orden</translation>
        </message>
        <message>
            <source>Larger tiles</source>
            <translation>Miniaturas más grandes</translation>
        </message>
        <message>
            <source>Smaller tiles</source>
            <translation>Miniaturas más pequeñas</translation>
        </message>
        <message>
            <source>Save this filter...</source>
            <translation>Guardar este filtro...</translation>
        </message>
        <message>
            <source>New session</source>
            <translation>Sesión nueva</translation>
        </message>
        <message>
            <source>Open a session...</source>
            <translation>Abrir una sesión...</translation>
        </message>
        <message>
            <source>Save the session as...</source>
            <translation>Guardar la sesión como...</translation>
        </message>
        <message>
            <source>Rename the session...</source>
            <translation>Cambiar el nombre de la sesión...</translation>
        </message>
        <message>
            <source>Open a copy of the session</source>
            <translation>Abrir una copia de la sesión</translation>
        </message>
        <message>
            <source>Forget this session...</source>
            <translation>Olvidar esta sesión...</translation>
        </message>
        <message>
            <source>Select 2 to 4 photos first.</source>
            <translation>Seleccione antes de 2 a 4 fotos.</translation>
        </message>
        <message>
            <source>Open a photo with several faces first (Enter).</source>
            <translation>Abra antes una foto con varias caras (Intro).</translation>
        </message>
        <message>
            <source>Compare some photos first (C).</source>
            <translation>Compare antes algunas fotos (C).</translation>
        </message>
        <message>
            <source>Single photo</source>
            <translation>Una sola foto</translation>
        </message>
        <message>
            <source>Compare selected photos</source>
            <translation>Comparar las fotos seleccionadas</translation>
        </message>
        <message>
            <source>Pin as the reference</source>
            <translation>Fijar como referencia</translation>
        </message>
        <message>
            <source>This one wins: accept it, reject the others</source>
            <translation>Gana esta: aceptarla y rechazar las demás</translation>
        </message>
        <message>
            <source>Lock the zoom to the face</source>
            <translation>Fijar el zoom a la cara</translation>
        </message>
        <message>
            <source>Score the next face of this photo</source>
            <translation>Evaluar la cara siguiente de esta foto</translation>
        </message>
        <message>
            <source>Copy image</source>
            <translation>Copiar la imagen</translation>
        </message>
        <message>
            <source>Move to the trash...</source>
            <translation>Mover a la papelera...</translation>
        </message>
        <message>
            <source>Read ratings from sidecars</source>
            <translation>Leer valoraciones de los archivos XMP</translation>
        </message>
        <message>
            <source>Write ratings to sidecars...</source>
            <translation>Escribir valoraciones en archivos XMP...</translation>
        </message>
        <message>
            <source>Stack the same photos first.</source>
            <translation>Apile primero las fotos iguales.</translation>
        </message>
        <message>
            <source>Stack the same and nearly the same</source>
            <translation>Apilar las iguales y casi iguales</translation>
        </message>
        <message>
            <source>Open or close the stack</source>
            <translation>Abrir o cerrar la pila</translation>
        </message>
        <message>
            <source>Keep the best of each stack...</source>
            <translation>Conservar la mejor de cada pila...</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>This session was opened read-only.</source>
            <translation>Esta sesión se abrió solo para lectura.</translation>
        </message>
        <message>
            <source>Open a copy</source>
            <translation>Abrir una copia</translation>
        </message>
        <message>
            <source>{0} is not reachable. Scores and decisions are kept.</source>
            <translation>No se puede acceder a {0}. Las puntuaciones y decisiones se conservan.</translation>
        </message>
        <message>
            <source>{0} and {1} more folders are not reachable. Scores and decisions are kept.</source>
            <translation>No se puede acceder a {0} ni a otras {1} carpetas. Las puntuaciones y decisiones se conservan.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Find it...</source>
            <translation>Buscarla...</translation>
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
        <name>BulkDialog</name>
        <message>
            <source>Photos of each subject</source>
            <translation>Fotos de cada persona</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
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
            <source>Reject {0}, accept {1}</source>
            <translation>Rechazar {0}, aceptar {1}</translation>
        </message>
        <message>
            <source>Also change {0} that were decided otherwise</source>
            <translation>Cambiar también {0} con otra decisión</translation>
        </message>
        <message>
            <source>Also change 1 image that was decided otherwise</source>
            <translation>Cambiar también 1 imagen decidida de otro modo</translation>
        </message>
        <message>
            <source>One step: {0} takes all of it back.</source>
            <translation>Un solo paso: {0} lo deshace todo.</translation>
        </message>
        <message>
            <source>{0} were decided otherwise before and stay as they are.</source>
            <translation>{0} ya tenían otra decisión y quedan como están.</translation>
        </message>
        <message>
            <source>1 image was decided otherwise before and stays as it is.</source>
            <translation>1 imagen se decidió antes de otro modo y queda como está.</translation>
        </message>
        <message>
            <source>Nearest to the limit</source>
            <translation>Las más cercanas al límite</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>Ejemplos</translation>
        </message>
    </context>
    <context>
        <name>Centre</name>
        <message>
            <source>Opening {0}</source>
            <translation>Abriendo {0}</translation>
        </message>
        <message>
            <source>Scores and decisions are read from the session.</source>
            <translation>Se leen las puntuaciones y decisiones de la sesión.</translation>
        </message>
        <message>
            <source>Looking through {0}</source>
            <translation>Revisando {0}</translation>
        </message>
        <message>
            <source>Export accepted...</source>
            <translation>Exportar aceptadas...</translation>
        </message>
        <message>
            <source>Review rejected</source>
            <translation>Revisar rechazadas</translation>
        </message>
        <message>
            <source>All {0} decided</source>
            <translation>Las {0} están decididas</translation>
        </message>
        <message>
            <source>{0} accepted, {1} rejected.</source>
            <translation>{0} aceptadas, {1} rechazadas.</translation>
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
            <source>Thumbnails appear from the first image that is found.</source>
            <translation>Las miniaturas aparecen desde la primera imagen encontrada.</translation>
        </message>
        <message>
            <source>1 other file was skipped.</source>
            <translation>Se omitió 1 archivo de otro tipo.</translation>
        </message>
        <message>
            <source>{0} other files were skipped.</source>
            <translation>Se omitieron {0} archivos de otro tipo.</translation>
        </message>
        <message>
            <source>Open another...</source>
            <translation>Abrir otra...</translation>
        </message>
        <message>
            <source>No face in this image</source>
            <translation>No hay cara en esta imagen</translation>
        </message>
        <message>
            <source>No face in these {0} images</source>
            <translation>No hay cara en estas {0} imágenes</translation>
        </message>
        <message>
            <source>Search smaller faces</source>
            <translation>Buscar caras más pequeñas</translation>
        </message>
        <message>
            <source>Look at them</source>
            <translation>Verlas</translation>
        </message>
        <message>
            <source>Reject all {0}...</source>
            <translation>Rechazar las {0}...</translation>
        </message>
        <message>
            <source>Often: too small, turned away, covered.</source>
            <translation>A menudo: demasiado pequeña, de espaldas o tapada.</translation>
        </message>
        <message>
            <source>Without “{0}” there would be 1.</source>
            <translation>Sin «{0}» habría 1.</translation>
        </message>
        <message>
            <source>Without “{0}” there would be {1}.</source>
            <translation>Sin «{0}» habría {1}.</translation>
        </message>
        <message>
            <source>Every image is hidden by more than one of them.</source>
            <translation>Más de uno de ellos oculta cada imagen.</translation>
        </message>
        <message>
            <source>Remove that</source>
            <translation>Quitar ese</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>Quitar todos</translation>
        </message>
        <message>
            <source>Nothing matches this filter</source>
            <translation>Nada cumple este filtro</translation>
        </message>
        <message>
            <source>Nothing matches these {0} filters</source>
            <translation>Nada cumple estos {0} filtros</translation>
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
            <source>Compare 2 to 4 selected photos (C)</source>
            <translation>Comparar de 2 a 4 fotos seleccionadas (C)</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problemas</translation>
        </message>
        <message>
            <source>Show each photo for itself</source>
            <translation>Mostrar cada foto por separado</translation>
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
            <source>Nobody named</source>
            <translation>Sin nombre</translation>
        </message>
        <message>
            <source>{0} and {1} more</source>
            <translation>{0} y {1} más</translation>
        </message>
        <message>
            <source>{0} stars</source>
            <translation>{0} estrellas</translation>
        </message>
        <message>
            <source>{0} to {1} stars</source>
            <translation>De {0} a {1} estrellas</translation>
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
        <name>ChoosingFaces</name>
        <message>
            <source>This session is read-only. Open a copy to choose another face.</source>
            <translation>Esta sesión es de solo lectura. Abra una copia para elegir otra cara.</translation>
        </message>
    </context>
    <context>
        <name>ColumnMenu</name>
        <message>
            <source>Columns</source>
            <translation>Columnas</translation>
        </message>
        <message>
            <source>Remove this filter</source>
            <translation>Quitar este filtro</translation>
        </message>
        <message>
            <source>Reasons found</source>
            <translation>Motivos hallados</translation>
        </message>
        <message>
            <source>From, to...</source>
            <translation>Desde, hasta...</translation>
        </message>
        <message>
            <source>{0} to {1}: {2}</source>
            <translation>{0} a {1}: {2}</translation>
        </message>
        <message>
            <source>{0} more</source>
            <translation>{0} más</translation>
        </message>
        <message>
            <source>Nobody named</source>
            <translation>Sin nombre</translation>
        </message>
        <message>
            <source>Lowest first</source>
            <translation>Menor primero</translation>
        </message>
        <message>
            <source>Highest first</source>
            <translation>Mayor primero</translation>
        </message>
        <message>
            <source>Hide this column</source>
            <translation>Ocultar esta columna</translation>
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
            <source>Decision</source>
            <translation>Decisión</translation>
        </message>
        <message>
            <source>Stars</source>
            <translation>Estrellas</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>Pila</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Persona</translation>
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
            <source>{0} MB are free again.</source>
            <translation>{0} MB vuelven a estar libres.</translation>
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
            <source>{0} images are not scored yet and not in it.</source>
            <translation>{0} imágenes aún sin evaluar no están en él.</translation>
        </message>
        <message>
            <source>Esc once more clears the filters.</source>
            <translation>Esc otra vez quita los filtros.</translation>
        </message>
        <message>
            <source>Copied: {0}</source>
            <translation>Copiado: {0}</translation>
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
        <name>ContactSheet</name>
        <message>
            <source>Contact sheet</source>
            <translation>Hoja de contactos</translation>
        </message>
        <message>
            <source>{0} photos</source>
            <translation>{0} fotos</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Aceptadas</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Rechazadas</translation>
        </message>
        <message>
            <source>Undecided</source>
            <translation>Sin decidir</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Sin imagen</translation>
        </message>
        <message>
            <source>{0} of 5 stars</source>
            <translation>{0} de 5 estrellas</translation>
        </message>
    </context>
    <context>
        <name>DateDialog</name>
        <message>
            <source>Photos by date</source>
            <translation>Fotos por fecha</translation>
        </message>
        <message>
            <source>When the file was last changed; both days are included.</source>
            <translation>Último cambio del archivo; ambos días incluidos.</translation>
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
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Show these</source>
            <translation>Mostrar estas</translation>
        </message>
    </context>
    <context>
        <name>Deciding</name>
        <message>
            <source>This session is read-only. Open a copy to decide.</source>
            <translation>Esta sesión es solo para lectura. Abra una copia para decidir.</translation>
        </message>
        <message>
            <source>No undecided image after this one; {0} before it.</source>
            <translation>No hay imágenes sin decidir después de esta; {0} antes.</translation>
        </message>
        <message>
            <source>No undecided image before this one.</source>
            <translation>No hay imágenes sin decidir antes de esta.</translation>
        </message>
        <message>
            <source>A decision goes on to the next undecided image.</source>
            <translation>Una decisión pasa a la siguiente imagen sin decidir.</translation>
        </message>
        <message>
            <source>A decision stays on its image.</source>
            <translation>Una decisión se queda en su imagen.</translation>
        </message>
        <message>
            <source>Reject {0} below {1}?</source>
            <translation>¿Rechazar {0} por debajo de {1}?</translation>
        </message>
        <message>
            <source>Accept {0} with {1} or more?</source>
            <translation>¿Aceptar {0} con {1} o más?</translation>
        </message>
        <message>
            <source>Reject {0}?</source>
            <translation>¿Rechazar {0}?</translation>
        </message>
        <message>
            <source>Nothing to change: all of these are decided so already.</source>
            <translation>Nada que cambiar: todas tienen ya esa decisión.</translation>
        </message>
        <message>
            <source>Undone: {0}</source>
            <translation>Deshecho: {0}</translation>
        </message>
        <message>
            <source>Accept {0}, the best {1} of every subject?</source>
            <translation>¿Aceptar {0}, las {1} mejores de cada persona?</translation>
        </message>
        <message>
            <source>Keep the best of each stack and reject {0}?</source>
            <translation>¿Conservar la mejor de cada pila y rechazar {0}?</translation>
        </message>
        <message>
            <source>What would be kept, and beside it what would be rejected</source>
            <translation>Lo que se conservaría y, al lado, lo que se rechazaría</translation>
        </message>
        <message>
            <source>{0} changed. {1} takes it back.</source>
            <translation>{0} cambiadas. {1} lo deshace.</translation>
        </message>
        <message>
            <source>Done again: {0}</source>
            <translation>Rehecho: {0}</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export images</source>
            <translation>Exportar imágenes</translation>
        </message>
        <message>
            <source>Copy as command line</source>
            <translation>Copiar como orden</translation>
        </message>
        <message>
            <source>Export {0}</source>
            <translation>Exportar {0}</translation>
        </message>
        <message>
            <source>{0} becomes {1}</source>
            <translation>{0} pasa a ser {1}</translation>
        </message>
        <message>
            <source>Choose a folder to see what would happen.</source>
            <translation>Elija una carpeta para ver qué ocurriría.</translation>
        </message>
        <message>
            <source>{0} needed, {1} free on this disk.</source>
            <translation>Se necesitan {0}; hay {1} libres en este disco.</translation>
        </message>
        <message>
            <source>Free {0}, then try again.</source>
            <translation>Libere {0} y vuelva a intentarlo.</translation>
        </message>
        <message>
            <source>Export {0}, {1}</source>
            <translation>Exportar {0}, {1}</translation>
        </message>
        <message>
            <source>Copied: {0}</source>
            <translation>Copiado: {0}</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Aceptadas</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Rechazadas</translation>
        </message>
        <message>
            <source>Selected</source>
            <translation>Seleccionadas</translation>
        </message>
        <message>
            <source>Shown now</source>
            <translation>Las que se ven ahora</translation>
        </message>
        <message>
            <source>Quality {0} or higher</source>
            <translation>Calidad {0} o más</translation>
        </message>
        <message>
            <source>Below quality {0}</source>
            <translation>Calidad inferior a {0}</translation>
        </message>
    </context>
    <context>
        <name>ExportForm</name>
        <message>
            <source>1 of these is not scored yet: it goes along without quality and reasons.</source>
            <translation>1 de ellas aún no está evaluada: va sin calidad ni motivos.</translation>
        </message>
        <message>
            <source>{0} of these are not scored yet: they go along without quality and reasons.</source>
            <translation>{0} de ellas aún no están evaluadas: van sin calidad ni motivos.</translation>
        </message>
        <message>
            <source>Which images</source>
            <translation>Qué imágenes</translation>
        </message>
        <message>
            <source>Where to</source>
            <translation>A dónde</translation>
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
            <source>How</source>
            <translation>Cómo</translation>
        </message>
        <message>
            <source>Copy the photos</source>
            <translation>Copiar las fotos</translation>
        </message>
        <message>
            <source>Hard links, no space needed</source>
            <translation>Enlaces duros, sin ocupar espacio</translation>
        </message>
        <message>
            <source>Symbolic links</source>
            <translation>Enlaces simbólicos</translation>
        </message>
        <message>
            <source>Move the photos</source>
            <translation>Mover las fotos</translation>
        </message>
        <message>
            <source>Aligned crops only</source>
            <translation>Solo recortes alineados</translation>
        </message>
        <message>
            <source>All in one folder</source>
            <translation>Todas en una carpeta</translation>
        </message>
        <message>
            <source>A folder for each decision</source>
            <translation>Una carpeta por decisión</translation>
        </message>
        <message>
            <source>A folder for each subject</source>
            <translation>Una carpeta por persona</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>Carpetas</translation>
        </message>
        <message>
            <source>The originals stay as they are.</source>
            <translation>Los originales quedan como están.</translation>
        </message>
        <message>
            <source>Both names are one file: deleting one keeps the other, editing one edits both.</source>
            <translation>Ambos nombres son un solo archivo: borrar uno conserva el otro; editar uno edita los dos.</translation>
        </message>
        <message>
            <source>The links point to the originals and break when those are moved.</source>
            <translation>Los enlaces apuntan a los originales y se rompen si estos se mueven.</translation>
        </message>
        <message>
            <source>Written down before it is done. Undo brings every file back.</source>
            <translation>Se anota antes de hacerlo. Deshacer devuelve todos los archivos.</translation>
        </message>
        <message>
            <source>The faces as the quality model sees them, without the photos.</source>
            <translation>Las caras como las ve el modelo de calidad, sin las fotos.</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>Nombres</translation>
        </message>
        <message>
            <source>Name template</source>
            <translation>Plantilla de nombres</translation>
        </message>
        <message>
            <source>Insert a field</source>
            <translation>Insertar un campo</translation>
        </message>
        <message>
            <source>the photo's own name</source>
            <translation>el nombre de la foto</translation>
        </message>
        <message>
            <source>who is in it</source>
            <translation>quién aparece</translation>
        </message>
        <message>
            <source>0 to 100</source>
            <translation>0 a 100</translation>
        </message>
        <message>
            <source>accepted, rejected or undecided</source>
            <translation>accepted, rejected o undecided</translation>
        </message>
        <message>
            <source>0 to 5</source>
            <translation>de 0 a 5</translation>
        </message>
        <message>
            <source>0001, 0002, 0003</source>
            <translation>0001, 0002, 0003</translation>
        </message>
        <message>
            <source>day of the last change</source>
            <translation>día del último cambio</translation>
        </message>
        <message>
            <source>in pixels</source>
            <translation>en píxeles</translation>
        </message>
        <message>
            <source>how it fared: ok, no_face ...</source>
            <translation>cómo le fue: ok, no_face...</translation>
        </message>
        <message>
            <source>the folder that it lies in</source>
            <translation>la carpeta en la que está</translation>
        </message>
        <message>
            <source>With it</source>
            <translation>Junto con ellas</translation>
        </message>
        <message>
            <source>CSV</source>
            <translation>CSV</translation>
        </message>
        <message>
            <source>JSON Lines</source>
            <translation>JSON Lines</translation>
        </message>
        <message>
            <source>Parquet</source>
            <translation>Parquet</translation>
        </message>
        <message>
            <source>XMP ratings as</source>
            <translation>XMP como</translation>
        </message>
        <message>
            <source>Aligned crops too</source>
            <translation>También los recortes alineados</translation>
        </message>
        <message>
            <source>HTML</source>
            <translation>HTML</translation>
        </message>
        <message>
            <source>PDF</source>
            <translation>PDF</translation>
        </message>
        <message>
            <source>Manifest as {0}</source>
            <translation>Manifiesto en {0}</translation>
        </message>
        <message>
            <source>Contact sheet as {0}</source>
            <translation>Hoja de contactos en {0}</translation>
        </message>
        <message>
            <source>Names of sidecars</source>
            <translation>Nombres de los XMP</translation>
        </message>
        <message>
            <source>in a row</source>
            <translation>por fila</translation>
        </message>
        <message>
            <source>Photos in a row of the contact sheet</source>
            <translation>Fotos por fila de la hoja de contactos</translation>
        </message>
        <message>
            <source>Manifest</source>
            <translation>Manifiesto</translation>
        </message>
        <message>
            <source>Contact sheet</source>
            <translation>Hoja de contactos</translation>
        </message>
        <message>
            <source>Sidecars</source>
            <translation>Archivos XMP</translation>
        </message>
        <message>
            <source>Faces</source>
            <translation>Caras</translation>
        </message>
    </context>
    <context>
        <name>ExportPreview</name>
        <message>
            <source>What will happen</source>
            <translation>Qué ocurrirá</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>becomes</source>
            <translation>pasa a ser</translation>
        </message>
        <message>
            <source>Names before and after</source>
            <translation>Nombres antes y después</translation>
        </message>
        <message>
            <source>Numbered names, because theirs are taken: {0}.</source>
            <translation>Nombres numerados, porque el suyo está ocupado: {0}.</translation>
        </message>
        <message>
            <source>No longer there and left out: {0}, {1} among them.</source>
            <translation>Ya no están y se omiten: {0}, entre ellas {1}.</translation>
        </message>
        <message>
            <source>To copy: {0}, {1} in all.</source>
            <translation>Para copiar: {0}, {1} en total.</translation>
        </message>
        <message>
            <source>To link: {0}; {1} are written.</source>
            <translation>Para enlazar: {0}; se escriben {1}.</translation>
        </message>
        <message>
            <source>To move: {0}; {1} are written.</source>
            <translation>Para mover: {0}; se escriben {1}.</translation>
        </message>
        <message>
            <source>Crops of {0}, {1} at most.</source>
            <translation>Recortes de {0}, {1} como máximo.</translation>
        </message>
        <message>
            <source>The folder lies inside one that is open. It is marked, and scans skip it.</source>
            <translation>La carpeta está dentro de una abierta. Se marca y los análisis la omiten.</translation>
        </message>
        <message>
            <source>The folder has other files and lies inside one that is open: the next scan finds the copies.</source>
            <translation>La carpeta tiene otros archivos y está dentro de una abierta: el próximo análisis encontrará las copias.</translation>
        </message>
        <message>
            <source>An export into this folder was interrupted.</source>
            <translation>Una exportación a esta carpeta quedó interrumpida.</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>Retirarla</translation>
        </message>
    </context>
    <context>
        <name>ExportProgress</name>
        <message>
            <source>Stop, keep what is done</source>
            <translation>Parar y conservar lo hecho</translation>
        </message>
        <message>
            <source>Copying to {0}</source>
            <translation>Copiando a {0}</translation>
        </message>
        <message>
            <source>Linking in {0}</source>
            <translation>Enlazando en {0}</translation>
        </message>
        <message>
            <source>Moving to {0}</source>
            <translation>Moviendo a {0}</translation>
        </message>
        <message>
            <source>Writing crops to {0}</source>
            <translation>Escribiendo recortes en {0}</translation>
        </message>
        <message>
            <source>Writing the lists</source>
            <translation>Escribiendo las listas</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source>Stopping after this file</source>
            <translation>Se para después de este archivo</translation>
        </message>
    </context>
    <context>
        <name>ExportResult</name>
        <message>
            <source>File</source>
            <translation>Archivo</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Qué ha pasado</translation>
        </message>
        <message>
            <source>What did not work</source>
            <translation>Lo que no funcionó</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuar</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>Mostrar la carpeta</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>El disco está lleno</translation>
        </message>
        <message>
            <source>{0} of {1} files are done and whole. Free {2}, then continue. Originals and decisions are untouched.</source>
            <translation>{0} de {1} archivos están hechos y completos. Libere {2} y continúe. Los originales y las decisiones no han cambiado.</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Parado</translation>
        </message>
        <message>
            <source>{0} of {1} files are in {2}; the rest was not touched.</source>
            <translation>{0} de {1} archivos están en {2}; el resto no se ha tocado.</translation>
        </message>
        <message>
            <source>{0} in {1}</source>
            <translation>{0} en {1}</translation>
        </message>
        <message>
            <source>What did not work is listed below: {0}.</source>
            <translation>Lo que no funcionó está en la lista: {0}.</translation>
        </message>
        <message>
            <source>Back where they were: {0}. Other files taken away: {1}.</source>
            <translation>De vuelta en su sitio: {0}. Otros archivos retirados: {1}.</translation>
        </message>
        <message>
            <source>Left, for the reasons below: {0}.</source>
            <translation>Se quedan, por los motivos de abajo: {0}.</translation>
        </message>
        <message>
            <source>Beside them: {0}.</source>
            <translation>Junto a ellas: {0}.</translation>
        </message>
        <message>
            <source>Undo the copies</source>
            <translation>Deshacer las copias</translation>
        </message>
        <message>
            <source>Bring them back</source>
            <translation>Traerlas de vuelta</translation>
        </message>
        <message>
            <source>The export is undone</source>
            <translation>La exportación está deshecha</translation>
        </message>
        <message>
            <source>Log reference: {0}</source>
            <translation>Referencia del registro: {0}</translation>
        </message>
        <message>
            <source>That did not work</source>
            <translation>No ha funcionado</translation>
        </message>
        <message>
            <source>Taking it back</source>
            <translation>Retirándola</translation>
        </message>
    </context>
    <context>
        <name>FaceReadOut</name>
        <message>
            <source>Face {0} of {1}. Click another to score it, or press {2}.</source>
            <translation>Cara {0} de {1}. Haga clic en otra para evaluarla, o pulse {2}.</translation>
        </message>
        <message>
            <source>Face {0} of {1}. Click another to score it.</source>
            <translation>Cara {0} de {1}. Haga clic en otra para evaluarla.</translation>
        </message>
    </context>
    <context>
        <name>GuideField</name>
        <message>
            <source>usual, {0} %</source>
            <translation>habitual, {0} %</translation>
        </message>
        <message>
            <source>Size of the oval in Live</source>
            <translation>Tamaño del óvalo en vivo</translation>
        </message>
        <message>
            <source>Share of the picture's height; a smaller oval lets people stand farther away.</source>
            <translation>Parte de la altura de la imagen; con un óvalo menor se puede estar más lejos.</translation>
        </message>
    </context>
    <context>
        <name>HeapBars</name>
        <message>
            <source>{0}: {1} photos, chosen</source>
            <translation>{0}: {1} fotos, elegido</translation>
        </message>
        <message>
            <source>{0}: {1} photos</source>
            <translation>{0}: {1} fotos</translation>
        </message>
        <message>
            <source>No values</source>
            <translation>Sin valores</translation>
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
            <source>Not scored yet</source>
            <translation>Aún sin evaluar</translation>
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
            <source>What is on the screen is scored first.</source>
            <translation>Lo que está en pantalla se evalúa primero.</translation>
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
        <name>ListingDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
    </context>
    <context>
        <name>Looking</name>
        <message>
            <source>Nobody named</source>
            <translation>Sin nombre</translation>
        </message>
        <message>
            <source>{0}, mean quality {1}</source>
            <translation>{0}, calidad media {1}</translation>
        </message>
        <message>
            <source>Accept the best...</source>
            <translation>Aceptar la mejor...</translation>
        </message>
        <message>
            <source>Accept the best {0}...</source>
            <translation>Aceptar las {0} mejores...</translation>
        </message>
        <message>
            <source>No reason</source>
            <translation>Sin motivo</translation>
        </message>
        <message>
            <source>Reject all {0}...</source>
            <translation>Rechazar las {0}...</translation>
        </message>
        <message>
            <source>Without a score</source>
            <translation>Sin puntuación</translation>
        </message>
        <message>
            <source>Below {0}</source>
            <translation>Por debajo de {0}</translation>
        </message>
        <message>
            <source>Review, {0} to {1}</source>
            <translation>Revisar, de {0} a {1}</translation>
        </message>
        <message>
            <source>Accept all {0}...</source>
            <translation>Aceptar las {0}...</translation>
        </message>
        <message>
            <source>{0} and above</source>
            <translation>{0} y más</translation>
        </message>
        <message>
            <source>Save this filter</source>
            <translation>Guardar este filtro</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>By decision</source>
            <translation>Por decisión</translation>
        </message>
        <message>
            <source>By stars</source>
            <translation>Por estrellas</translation>
        </message>
        <message>
            <source>{0} stars or more</source>
            <translation>{0} estrellas o más</translation>
        </message>
        <message>
            <source>5 stars</source>
            <translation>5 estrellas</translation>
        </message>
        <message>
            <source>By status</source>
            <translation>Por estado</translation>
        </message>
        <message>
            <source>By date...</source>
            <translation>Por fecha...</translation>
        </message>
    </context>
    <context>
        <name>MarkPanel</name>
        <message>
            <source>Reject</source>
            <translation>Rechazar</translation>
        </message>
        <message>
            <source>Undecided</source>
            <translation>Sin decidir</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Aceptar</translation>
        </message>
        <message>
            <source>Stars</source>
            <translation>Estrellas</translation>
        </message>
        <message>
            <source>Stars: keys 1 to 5, 0 clears</source>
            <translation>Estrellas: teclas 1 a 5; 0 las quita</translation>
        </message>
        <message>
            <source>Note. Ctrl+Enter or Esc goes back to the images; it is kept.</source>
            <translation>Nota. Ctrl+Intro o Esc vuelve a las imágenes; se conserva.</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Reason for this decision</source>
            <translation>Motivo de esta decisión</translation>
        </message>
        <message>
            <source>Add a note</source>
            <translation>Añadir una nota</translation>
        </message>
    </context>
    <context>
        <name>NameField</name>
        <message>
            <source>Go to a name</source>
            <translation>Ir a un nombre</translation>
        </message>
    </context>
    <context>
        <name>OnePhoto</name>
        <message>
            <source>Undecided</source>
            <translation>Sin decidir</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Aceptada</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Rechazada</translation>
        </message>
    </context>
    <context>
        <name>PhotoMenu</name>
        <message>
            <source>Stars</source>
            <translation>Estrellas</translation>
        </message>
    </context>
    <context>
        <name>PhotoView</name>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>Score this face instead: quality {0}</source>
            <translation>Evaluar esta cara en su lugar: calidad {0}</translation>
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
            <source>Oval in Live</source>
            <translation>Óvalo en vivo</translation>
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
        <name>RecentCard</name>
        <message>
            <source>{0}, {1}</source>
            <translation>{0}, {1}</translation>
        </message>
        <message>
            <source>Go on with {0}</source>
            <translation>Seguir con {0}</translation>
        </message>
    </context>
    <context>
        <name>Scanning</name>
        <message>
            <source>This session is read-only. Open a copy to add photos.</source>
            <translation>Esta sesión es solo para lectura. Abra una copia para añadir fotos.</translation>
        </message>
        <message>
            <source>The model {0} is no longer here. {1} is used.</source>
            <translation>El modelo {0} ya no está aquí. Se usa {1}.</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source>Show problems</source>
            <translation>Ver los problemas</translation>
        </message>
        <message>
            <source>{0} scored in {1}.</source>
            <translation>{0} con puntuación en {1}.</translation>
        </message>
        <message>
            <source>{0} of {1} photos show a small face.</source>
            <translation>{0} de {1} fotos muestran una cara pequeña.</translation>
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
            <source>1 problem</source>
            <translation>1 problema</translation>
        </message>
        <message>
            <source>{0} not scored yet</source>
            <translation>{0} aún sin evaluar</translation>
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
            <source>{0} does not show the face that was chosen any more. The most prominent one is scored.</source>
            <translation>{0} ya no muestra la cara que se eligió. Se evalúa la más destacada.</translation>
        </message>
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
        <name>Sessions</name>
        <message>
            <source>{0} and {1} more</source>
            <translation>{0} y {1} más</translation>
        </message>
        <message>
            <source>Rename the session</source>
            <translation>Cambiar el nombre de la sesión</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Sessions (*{0})</source>
            <translation>Sesiones (*{0})</translation>
        </message>
        <message>
            <source>Open a session</source>
            <translation>Abrir una sesión</translation>
        </message>
        <message>
            <source>The session cannot be kept on disk ({0}). Save it elsewhere before you close.</source>
            <translation>La sesión no se puede guardar en el disco ({0}). Guárdela en otro lugar antes de cerrar.</translation>
        </message>
        <message>
            <source>Save the session as</source>
            <translation>Guardar la sesión como</translation>
        </message>
        <message>
            <source>“{0}” is kept in {1} from now on.</source>
            <translation>«{0}» se guarda desde ahora en {1}.</translation>
        </message>
        <message>
            <source>Opened lately</source>
            <translation>Abiertas hace poco</translation>
        </message>
        <message>
            <source>{0}, {1}</source>
            <translation>{0}, {1}</translation>
        </message>
        <message>
            <source>{0} files not scored yet and {1} changed since this session was last open.</source>
            <translation>{0} archivos aún sin evaluar y {1} cambiados desde que se abrió esta sesión por última vez.</translation>
        </message>
        <message>
            <source>Where is {0} now?</source>
            <translation>¿Dónde está ahora {0}?</translation>
        </message>
        <message>
            <source>None of these photos is in {0}. Nothing was changed. Choose another folder.</source>
            <translation>Ninguna de estas fotos está en {0}. No se cambió nada. Elija otra carpeta.</translation>
        </message>
        <message>
            <source>{0} photos found again, {1} of them under another name; {2} are missing.</source>
            <translation>{0} fotos encontradas de nuevo, {1} de ellas con otro nombre; faltan {2}.</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Look</source>
            <translation>Aspecto</translation>
        </message>
        <message>
            <source>Scoring</source>
            <translation>Puntuación</translation>
        </message>
        <message>
            <source>Deciding</source>
            <translation>Decisiones</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportar</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>En vivo</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>Almacenamiento</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Tema</translation>
        </message>
        <message>
            <source>Dark is easier on the eyes beside photos; as the system follows its change.</source>
            <translation>Oscuro cansa menos la vista junto a las fotos; «como el sistema» sigue sus cambios.</translation>
        </message>
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
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Of every word in the window. Names and paths stay as they are.</source>
            <translation>De todas las palabras de la ventana. Los nombres y las rutas no cambian.</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>Tamaño del texto</translation>
        </message>
        <message>
            <source>Of every text in the window, in percent of the usual size.</source>
            <translation>De todo el texto de la ventana, en porcentaje del tamaño habitual.</translation>
        </message>
        <message>
            <source>%</source>
            <translation>%</translation>
        </message>
        <message>
            <source>Tile size</source>
            <translation>Tamaño de las miniaturas</translation>
        </message>
        <message>
            <source>Of photos in the grid. Ctrl and the wheel change it too.</source>
            <translation>De las fotos en la cuadrícula. También se cambia con Ctrl y la rueda.</translation>
        </message>
        <message>
            <source>Small</source>
            <translation>Pequeño</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>Mediano</translation>
        </message>
        <message>
            <source>Large</source>
            <translation>Grande</translation>
        </message>
        <message>
            <source>Very large</source>
            <translation>Muy grande</translation>
        </message>
        <message>
            <source>Reduce motion</source>
            <translation>Menos movimiento</translation>
        </message>
        <message>
            <source>Nothing slides or fades; things are at once where they belong.</source>
            <translation>Nada se desliza ni se desvanece; todo está al momento en su sitio.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Where the networks run, from the next scan on.</source>
            <translation>Dónde se ejecutan las redes, a partir del próximo análisis.</translation>
        </message>
        <message>
            <source>Fastest there is</source>
            <translation>La más rápida que haya</translation>
        </message>
        <message>
            <source>Search smaller faces</source>
            <translation>Buscar caras más pequeñas</translation>
        </message>
        <message>
            <source>Where no face is found, look once more in up to 3840 pixels, for faces from 12 pixels. Takes seconds for each such photo; the scores of tiny faces are guesses.</source>
            <translation>Donde no se encuentra ninguna cara, mirar otra vez en hasta 3840 píxeles, caras desde 12 píxeles. Tarda segundos por cada foto así; la calidad de caras diminutas es una conjetura.</translation>
        </message>
        <message>
            <source>Faces</source>
            <translation>Caras</translation>
        </message>
        <message>
            <source>One row per photo, or one per face. What is open is scored again.</source>
            <translation>Una fila por foto o una por cara. Lo que está abierto se puntúa de nuevo.</translation>
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
            <source>Quality limit</source>
            <translation>Límite de calidad</translation>
        </message>
        <message>
            <source>Photos below it are hatched, and are what “all below the limit” means.</source>
            <translation>Las fotos por debajo se rayan, y son las que «todas bajo el límite» abarca.</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Which quality model scores, from the next scan on; its id in the list of models.</source>
            <translation>Qué modelo de calidad puntúa, a partir del próximo análisis; su nombre en la lista de modelos.</translation>
        </message>
        <message>
            <source>the shipped model</source>
            <translation>el modelo incluido</translation>
        </message>
        <message>
            <source>Go on after a decision</source>
            <translation>Avanzar tras decidir</translation>
        </message>
        <message>
            <source>To the next undecided photo in view; at the end it stays.</source>
            <translation>A la siguiente foto sin decidir a la vista; al final se queda.</translation>
        </message>
        <message>
            <source>Best photos of a subject</source>
            <translation>Mejores fotos de una persona</translation>
        </message>
        <message>
            <source>So many of each are marked where photos are grouped by subject, and accepted by “the best of every subject”.</source>
            <translation>Tantas de cada una se marcan al agrupar por persona y se aceptan con «la mejor de cada persona».</translation>
        </message>
        <message>
            <source>Names of sidecars</source>
            <translation>Nombres de los XMP</translation>
        </message>
        <message>
            <source>How XMP files beside photos are called. Both ways are read.</source>
            <translation>Cómo se llaman los archivos XMP junto a las fotos. Se leen de las dos formas.</translation>
        </message>
        <message>
            <source>Folder for captures</source>
            <translation>Carpeta de capturas</translation>
        </message>
        <message>
            <source>Photos taken in Live are saved here, one folder per day.</source>
            <translation>Las fotos tomadas en vivo se guardan aquí, una carpeta por día.</translation>
        </message>
        <message>
            <source>in the pictures folder</source>
            <translation>en la carpeta de imágenes</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>Sonido</translation>
        </message>
        <message>
            <source>A short sound when a photo is taken.</source>
            <translation>Un sonido breve al tomar una foto.</translation>
        </message>
        <message>
            <source>Spoken hints</source>
            <translation>Avisos hablados</translation>
        </message>
        <message>
            <source>Hints are read aloud in the window's language, where the system has a voice for it.</source>
            <translation>Los avisos se leen en voz alta en el idioma de la ventana, si el sistema tiene una voz para ello.</translation>
        </message>
        <message>
            <source>Room for thumbnails</source>
            <translation>Espacio para miniaturas</translation>
        </message>
        <message>
            <source>Those not seen for longest make room. Deleting them costs time, never results.</source>
            <translation>Las que llevan más tiempo sin verse dejan sitio. Borrarlas cuesta tiempo, nunca resultados.</translation>
        </message>
        <message>
            <source>MB</source>
            <translation>MB</translation>
        </message>
        <message>
            <source>Keep embeddings</source>
            <translation>Guardar los vectores de rasgos</translation>
        </message>
        <message>
            <source>Evaluations read each face once and go faster the next time. Embeddings are biometric data; they stay on this computer until they are deleted.</source>
            <translation>Las evaluaciones leen cada cara una vez y la próxima vez van más rápido. Los vectores son datos biométricos; se quedan en este equipo hasta que se borren.</translation>
        </message>
        <message>
            <source>As the camera likes</source>
            <translation>Como quiera la cámara</translation>
        </message>
        <message>
            <source>Profile in Live</source>
            <translation>Perfil de En vivo</translation>
        </message>
        <message>
            <source>What a photo taken in Live must meet, and how strict the hints are.</source>
            <translation>Lo que debe cumplir una foto tomada en En vivo y lo estrictos que son los avisos.</translation>
        </message>
        <message>
            <source>Photos by themselves</source>
            <translation>Fotos automáticas</translation>
        </message>
        <message>
            <source>A photo is taken when all checks hold; otherwise only by hand.</source>
            <translation>La foto se toma cuando se cumplen todas las comprobaciones; si no, solo a mano.</translation>
        </message>
        <message>
            <source>All checks hold for</source>
            <translation>Todo se cumple durante</translation>
        </message>
        <message>
            <source>So long, before the countdown begins.</source>
            <translation>Ese tiempo, antes de que empiece la cuenta atrás.</translation>
        </message>
        <message>
            <source>s</source>
            <translation>s</translation>
        </message>
        <message>
            <source>Count down from</source>
            <translation>Cuenta atrás desde</translation>
        </message>
        <message>
            <source>Half a second for each number; 0 takes the photo at once.</source>
            <translation>Medio segundo por número; con 0 la foto se toma al momento.</translation>
        </message>
        <message>
            <source>Offer the best frame after</source>
            <translation>Ofrecer la mejor imagen a los</translation>
        </message>
        <message>
            <source>When nothing has been taken by then, nobody is left stuck.</source>
            <translation>Si hasta entonces no hay foto, nadie se queda esperando.</translation>
        </message>
        <message>
            <source>Photos of one shot</source>
            <translation>Fotos por toma</translation>
        </message>
        <message>
            <source>The best of them by quality is the first; the others are kept beside it.</source>
            <translation>La mejor por calidad va primero; las demás se guardan a su lado.</translation>
        </message>
        <message>
            <source>Ask before each photo is accepted</source>
            <translation>Preguntar antes de aceptar cada foto</translation>
        </message>
        <message>
            <source>Otherwise it is accepted after a moment, unless it is retaken.</source>
            <translation>Si no, se acepta al cabo de un momento, salvo que se repita.</translation>
        </message>
        <message>
            <source>Picture as in a mirror</source>
            <translation>Imagen como en un espejo</translation>
        </message>
        <message>
            <source>On the screen only; photos are saved as others see the person.</source>
            <translation>Solo en pantalla; las fotos se guardan como los demás ven a la persona.</translation>
        </message>
        <message>
            <source>White flash</source>
            <translation>Destello blanco</translation>
        </message>
        <message>
            <source>The picture is white for a moment when a photo is taken.</source>
            <translation>La imagen queda en blanco un instante al tomar la foto.</translation>
        </message>
        <message>
            <source>File format of captures</source>
            <translation>Formato de las capturas</translation>
        </message>
        <message>
            <source>Of the photo at full size and of the aligned face beside it.</source>
            <translation>De la foto a tamaño completo y de la cara alineada a su lado.</translation>
        </message>
        <message>
            <source>PNG, without loss</source>
            <translation>PNG, sin pérdida</translation>
        </message>
        <message>
            <source>JPEG, smaller</source>
            <translation>JPEG, más pequeño</translation>
        </message>
        <message>
            <source>Enrolled photos</source>
            <translation>Fotos de registro</translation>
        </message>
        <message>
            <source>A folder of photos named by ID; the face in Live is compared with its own.</source>
            <translation>Una carpeta de fotos con el identificador por nombre; la cara en En vivo se compara con la suya.</translation>
        </message>
        <message>
            <source>none</source>
            <translation>ninguna</translation>
        </message>
        <message>
            <source>Size of a camera's picture</source>
            <translation>Tamaño de imagen de la cámara</translation>
        </message>
        <message>
            <source>Asked of the camera when it is opened; it may give another.</source>
            <translation>Se pide a la cámara al abrirla; puede dar otro.</translation>
        </message>
        <message>
            <source>Pictures a second of a camera</source>
            <translation>Imágenes por segundo de la cámara</translation>
        </message>
        <message>
            <source>Asked of the camera when it is opened; it may give fewer.</source>
            <translation>Se pide a la cámara al abrirla; puede dar menos.</translation>
        </message>
    </context>
    <context>
        <name>SideBySide</name>
        <message>
            <source>Loading the picture</source>
            <translation>Cargando la imagen</translation>
        </message>
        <message>
            <source>Reference, {0}, quality {1}</source>
            <translation>Referencia, {0}, calidad {1}</translation>
        </message>
        <message>
            <source>{0}, quality {1}</source>
            <translation>{0}, calidad {1}</translation>
        </message>
    </context>
    <context>
        <name>SingleView</name>
        <message>
            <source>Loading the picture</source>
            <translation>Cargando la imagen</translation>
        </message>
        <message>
            <source>Photo {0}</source>
            <translation>Foto {0}</translation>
        </message>
        <message>
            <source>This picture cannot be shown.</source>
            <translation>Esta imagen no se puede mostrar.</translation>
        </message>
    </context>
    <context>
        <name>Sources</name>
        <message>
            <source>Sources</source>
            <translation>Orígenes</translation>
        </message>
        <message>
            <source>Decisions</source>
            <translation>Decisiones</translation>
        </message>
        <message>
            <source>Subjects, worst first</source>
            <translation>Personas, las peores primero</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>Filtros guardados</translation>
        </message>
        <message>
            <source>Open a folder</source>
            <translation>Abrir una carpeta</translation>
        </message>
        <message>
            <source>Save the filters in force under a name</source>
            <translation>Guardar con un nombre los filtros activos</translation>
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
            <source>{0} is not reachable. Scores and decisions are kept.</source>
            <translation>No se puede acceder a {0}. Las puntuaciones y decisiones se conservan.</translation>
        </message>
        <message>
            <source>Forget this filter</source>
            <translation>Olvidar este filtro</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problemas</translation>
        </message>
        <message>
            <source>mean quality {0}</source>
            <translation>calidad media {0}</translation>
        </message>
        <message>
            <source>worst photo {0}, quality {1}</source>
            <translation>peor foto {0}, calidad {1}</translation>
        </message>
        <message>
            <source>{0}, lowest {1}</source>
            <translation>{0}, mínima {1}</translation>
        </message>
    </context>
    <context>
        <name>SpreadBars</name>
        <message>
            <source>{0} to {1}: {2} photos</source>
            <translation>{0} a {1}: {2} fotos</translation>
        </message>
    </context>
    <context>
        <name>Stacking</name>
        <message>
            <source>Stacked, {0} % looked at</source>
            <translation>Apiladas, {0} % miradas</translation>
        </message>
        <message>
            <source>Stacked</source>
            <translation>Apiladas</translation>
        </message>
        <message>
            <source>Stacked, {0} behind</source>
            <translation>Apiladas, {0} detrás</translation>
        </message>
        <message>
            <source>No other photo is the same or nearly the same.</source>
            <translation>Ninguna otra foto es igual o casi igual.</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Stop, keep results</source>
            <translation>Detener y conservar</translation>
        </message>
        <message>
            <source>Score the rest</source>
            <translation>Evaluar el resto</translation>
        </message>
        <message>
            <source>Every decision is in the session file before the next key is read</source>
            <translation>Cada decisión está en el archivo de la sesión antes de leer la tecla siguiente</translation>
        </message>
        <message>
            <source>Take back the last step</source>
            <translation>Deshacer el último paso</translation>
        </message>
        <message>
            <source>Whether a decision goes on to the next undecided image (Q)</source>
            <translation>Si una decisión pasa a la siguiente imagen sin decidir (Q)</translation>
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
            <source>Not on disk yet</source>
            <translation>Aún no en disco</translation>
        </message>
        <message>
            <source>{0} decisions not saved</source>
            <translation>{0} decisiones sin guardar</translation>
        </message>
        <message>
            <source>Decisions saved</source>
            <translation>Decisiones guardadas</translation>
        </message>
        <message>
            <source>Undo: {0}</source>
            <translation>Deshacer: {0}</translation>
        </message>
        <message>
            <source>Nothing to undo</source>
            <translation>Nada que deshacer</translation>
        </message>
        <message>
            <source>Auto-advance on</source>
            <translation>Avance automático: sí</translation>
        </message>
        <message>
            <source>Auto-advance off</source>
            <translation>Avance automático: no</translation>
        </message>
        <message>
            <source>Preparing the model, {0} s</source>
            <translation>Preparando el modelo, {0} s</translation>
        </message>
        <message>
            <source>Scoring {0} of {1}</source>
            <translation>Puntuando {0} de {1}</translation>
        </message>
        <message>
            <source>Scoring {0}, {1} found so far</source>
            <translation>Puntuando {0}, {1} encontradas hasta ahora</translation>
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
            <source>Keep the best of stacks, {0}</source>
            <translation>Conservar la mejor de las pilas, {0}</translation>
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
        <message>
            <source>Face {0} of {1}</source>
            <translation>Cara {0} de {1}</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source>Neighbours: {0}</source>
            <translation>Vecinas: {0}</translation>
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
        <name>Taking</name>
        <message>
            <source>Copied: {0}</source>
            <translation>Copiado: {0}</translation>
        </message>
        <message>
            <source>{0} cannot be read, so nothing was copied.</source>
            <translation>{0} no se puede leer; no se ha copiado nada.</translation>
        </message>
        <message>
            <source>There is no file to move: it is gone already.</source>
            <translation>No hay ningún archivo que mover: ya no está.</translation>
        </message>
        <message>
            <source>Move {0} to the trash?</source>
            <translation>¿Mover {0} a la papelera?</translation>
        </message>
        <message>
            <source>You can bring them back from the trash of this computer. Scores and decisions are kept.</source>
            <translation>Puede recuperarlas de la papelera de este equipo. Las puntuaciones y decisiones se conservan.</translation>
        </message>
        <message>
            <source>Their sidecars go along.</source>
            <translation>Sus archivos XMP van con ellas.</translation>
        </message>
        <message>
            <source>Move {0} to the trash</source>
            <translation>Mover {0} a la papelera</translation>
        </message>
        <message>
            <source>Not moved to the trash, still where they were: {0}. {1}</source>
            <translation>No se han movido a la papelera y siguen en su sitio: {0}. {1}</translation>
        </message>
        <message>
            <source>Moved to the trash: {0}.</source>
            <translation>En la papelera: {0}.</translation>
        </message>
        <message>
            <source>This session has no file that this window may delete.</source>
            <translation>Esta sesión no tiene un archivo que esta ventana pueda borrar.</translation>
        </message>
        <message>
            <source>Scores, measures, decisions, notes and saved filters of {0} go for good. The photos stay as they are. What was scored is still known by content, so that the same photos are not scored twice.</source>
            <translation>Las puntuaciones, medidas, decisiones, notas y filtros guardados de {0} se borran para siempre. Las fotos se quedan como están. Lo puntuado se sigue conociendo por su contenido, para no puntuar dos veces las mismas fotos.</translation>
        </message>
        <message>
            <source>Forget this session?</source>
            <translation>¿Olvidar esta sesión?</translation>
        </message>
        <message>
            <source>Forget this session</source>
            <translation>Olvidar esta sesión</translation>
        </message>
        <message>
            <source>The session could not be deleted: {0}.</source>
            <translation>No se pudo borrar la sesión: {0}.</translation>
        </message>
        <message>
            <source>“{0}” is forgotten.</source>
            <translation>«{0}» está olvidada.</translation>
        </message>
        <message>
            <source>Sidecars read: {0}. Changed: {1}.</source>
            <translation>Archivos XMP leídos: {0}. Cambios: {1}.</translation>
        </message>
        <message>
            <source>{0} with two sidecars that differ: the newer one counts, such as {1}.</source>
            <translation>{0} con dos archivos XMP distintos: vale el más reciente, como {1}.</translation>
        </message>
        <message>
            <source>Sidecars that were not read and left as they are: {0}. {1}</source>
            <translation>Archivos XMP que no se han leído y quedan como están: {0}. {1}</translation>
        </message>
        <message>
            <source>Write sidecars for {0}?</source>
            <translation>¿Escribir archivos XMP para {0}?</translation>
        </message>
        <message>
            <source>Write sidecars for {0}</source>
            <translation>Escribir archivos XMP para {0}</translation>
        </message>
        <message>
            <source>Sidecars written: {0}.</source>
            <translation>Archivos XMP escritos: {0}.</translation>
        </message>
        <message>
            <source>Sidecars that could not be written: {0}. {1}</source>
            <translation>Archivos XMP que no se han podido escribir: {0}. {1}</translation>
        </message>
        <message>
            <source>Ratings of {0}</source>
            <translation>Valoraciones de {0}</translation>
        </message>
        <message>
            <source>Nothing is decided or rated yet.</source>
            <translation>Aún no hay nada decidido ni valorado.</translation>
        </message>
        <message>
            <source>They are written beside the photos, which stay as they are. What other programs wrote in them stays too. Their names can be chosen in the preferences.</source>
            <translation>Se escriben junto a las fotos, que quedan como están. También se conserva lo que otros programas escribieron en ellos. Sus nombres se eligen en las preferencias.</translation>
        </message>
    </context>
    <context>
        <name>Tile</name>
        <message>
            <source>best of the subject</source>
            <translation>la mejor de la persona</translation>
        </message>
        <message>
            <source>best of {0}, opened</source>
            <translation>la mejor de {0}, abierta</translation>
        </message>
        <message>
            <source>best of {0} alike</source>
            <translation>la mejor de {0} iguales</translation>
        </message>
        <message>
            <source>same file as the best</source>
            <translation>mismo archivo que la mejor</translation>
        </message>
        <message>
            <source>nearly the same as the best</source>
            <translation>casi igual que la mejor</translation>
        </message>
        <message>
            <source>quality {0}, {1}</source>
            <translation>calidad {0}, {1}</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source>Best</source>
            <translation>Mejor</translation>
        </message>
        <message>
            <source>Same file</source>
            <translation>Mismo archivo</translation>
        </message>
        <message>
            <source>Nearly the same</source>
            <translation>Casi igual</translation>
        </message>
    </context>
    <context>
        <name>TileView</name>
        <message>
            <source>Images</source>
            <translation>Imágenes</translation>
        </message>
    </context>
    <context>
        <name>Viewing</name>
        <message>
            <source>The zoom stays on the face: eyes are at one place and size in every photo.</source>
            <translation>El zoom sigue a la cara: los ojos quedan en el mismo sitio y tamaño en todas las fotos.</translation>
        </message>
        <message>
            <source>The zoom is free again.</source>
            <translation>El zoom vuelve a ser libre.</translation>
        </message>
        <message>
            <source>Select 2 to 4 photos to compare: Ctrl and click, or Shift and arrows.</source>
            <translation>Seleccione de 2 a 4 fotos para comparar: Ctrl y clic, o Mayús y flechas.</translation>
        </message>
        <message>
            <source>{0} accepted, {1} rejected. {2} takes it back.</source>
            <translation>{0} aceptada, {1} rechazadas. {2} lo deshace.</translation>
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
            <source>Camera</source>
            <translation>Cámara</translation>
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
            <source>Waiting</source>
            <translation>En espera</translation>
        </message>
        <message>
            <source>Undecided</source>
            <translation>Sin decidir</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Aceptadas</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Rechazadas</translation>
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
            <source>{0} images/s</source>
            <translation>{0} imágenes/s</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
        <message>
            <source>{0} min {1} s</source>
            <translation>{0} min {1} s</translation>
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation>{0} h {1} min</translation>
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
        <message>
            <source>File is gone</source>
            <translation>Ya no existe</translation>
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
        <name>ZoomReadOut</name>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>{0}, locked to the face</source>
            <translation>{0}, fijado a la cara</translation>
        </message>
        <message>
            <source>Fitted, {0}</source>
            <translation>Ajustada, {0}</translation>
        </message>
        <message>
            <source>Zoom: {0}</source>
            <translation>Zoom: {0}</translation>
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
        <name>_Head</name>
        <message>
            <source>Reference</source>
            <translation>Referencia</translation>
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