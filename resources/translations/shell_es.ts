<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="es_ES">
    <context>
        <name>ActionTable</name>
        <message>
            <source>Not possible at the moment.</source>
            <translation>No es posible en este momento.</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>Open photos first.</source>
            <translation>Abra primero unas fotos.</translation>
        </message>
        <message>
            <source>Choose a photo first.</source>
            <translation>Elija primero una foto.</translation>
        </message>
        <message>
            <source>Nothing is being scored.</source>
            <translation>No se está puntuando nada.</translation>
        </message>
        <message>
            <source>No filter is in force.</source>
            <translation>No hay ningún filtro activo.</translation>
        </message>
        <message>
            <source>Choose a profile first.</source>
            <translation>Elija primero un perfil.</translation>
        </message>
        <message>
            <source>Show the table first.</source>
            <translation>Muestre primero la tabla.</translation>
        </message>
        <message>
            <source>Nothing to undo.</source>
            <translation>Nada que deshacer.</translation>
        </message>
        <message>
            <source>Nothing to do again.</source>
            <translation>Nada que rehacer.</translation>
        </message>
        <message>
            <source>Evaluate the photos first.</source>
            <translation>Evalúe primero las fotos.</translation>
        </message>
        <message>
            <source>No evaluation is running.</source>
            <translation>No hay ninguna evaluación en marcha.</translation>
        </message>
        <message>
            <source>An evaluation is running.</source>
            <translation>Hay una evaluación en marcha.</translation>
        </message>
        <message>
            <source>Choose one of the photos shown at the right first.</source>
            <translation>Elija primero una de las fotos de la derecha.</translation>
        </message>
        <message>
            <source>Make a model first.</source>
            <translation>Cree primero un modelo.</translation>
        </message>
        <message>
            <source>Go back to the models first.</source>
            <translation>Vuelva primero a los modelos.</translation>
        </message>
        <message>
            <source>Wait until the scoring ends, or stop it.</source>
            <translation>Espere a que termine la puntuación, o deténgala.</translation>
        </message>
        <message>
            <source>Search or run a command...</source>
            <translation>Buscar o ejecutar una orden...</translation>
        </message>
        <message>
            <source>Preferences...</source>
            <translation>Preferencias...</translation>
        </message>
        <message>
            <source>Change keys...</source>
            <translation>Cambiar teclas...</translation>
        </message>
        <message>
            <source>Next part of the window</source>
            <translation>Parte siguiente de la ventana</translation>
        </message>
        <message>
            <source>Previous part of the window</source>
            <translation>Parte anterior de la ventana</translation>
        </message>
        <message>
            <source>Tour of the window</source>
            <translation>Recorrido por la ventana</translation>
        </message>
        <message>
            <source>Try the demo first: the tour shows its photos.</source>
            <translation>Pruebe antes la demostración: el recorrido muestra sus fotos.</translation>
        </message>
        <message>
            <source>Log...</source>
            <translation>Registro...</translation>
        </message>
    </context>
    <context>
        <name>CommandField</name>
        <message>
            <source>Clear the search</source>
            <translation>Borrar la búsqueda</translation>
        </message>
        <message>
            <source>Search names</source>
            <translation>Buscar nombres</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Buscar o ejecutar una orden</translation>
        </message>
        <message>
            <source>Click for photos, people, filters, settings and commands; Ctrl+F searches names</source>
            <translation>Un clic busca fotos, personas, filtros, ajustes y órdenes; Ctrl+F busca nombres</translation>
        </message>
    </context>
    <context>
        <name>KeyEditor</name>
        <message>
            <source>Change keys</source>
            <translation>Cambiar teclas</translation>
        </message>
        <message>
            <source>Search actions</source>
            <translation>Buscar acciones</translation>
        </message>
        <message>
            <source>All keys as shipped</source>
            <translation>Todas las teclas originales</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Key of {0}</source>
            <translation>Tecla de {0}</translation>
        </message>
        <message>
            <source>Key as shipped: {0}</source>
            <translation>Tecla original: {0}</translation>
        </message>
        <message>
            <source>{0} stays as it was: {1} is the key of “{2}”. Give that one another key first.</source>
            <translation>{0} queda como estaba: {1} es la tecla de «{2}». Asígnele antes otra tecla a esa acción.</translation>
        </message>
        <message>
            <source>{0} is the key of “{1}” now.</source>
            <translation>{0} es ahora la tecla de «{1}».</translation>
        </message>
    </context>
    <context>
        <name>KeyField</name>
        <message>
            <source>Press a key</source>
            <translation>Pulse una tecla</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ninguna</translation>
        </message>
    </context>
    <context>
        <name>KeySheet</name>
        <message>
            <source>Keys in {0}</source>
            <translation>Teclas en {0}</translation>
        </message>
        <message>
            <source>Print...</source>
            <translation>Imprimir...</translation>
        </message>
        <message>
            <source>Change keys...</source>
            <translation>Cambiar teclas...</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
    </context>
    <context>
        <name>LogPanel</name>
        <message>
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>Buscar en el registro</translation>
        </message>
        <message>
            <source>Which lines</source>
            <translation>Qué líneas</translation>
        </message>
        <message>
            <source>All lines</source>
            <translation>Todas las líneas</translation>
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation>Avisos y errores</translation>
        </message>
        <message>
            <source>Errors only</source>
            <translation>Solo errores</translation>
        </message>
        <message>
            <source>Hide paths and names of photos</source>
            <translation>Ocultar rutas y nombres de fotos</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Open the folder of the log</source>
            <translation>Abrir la carpeta del registro</translation>
        </message>
        <message>
            <source>{0} lines</source>
            <translation>{0} líneas</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>File</source>
            <translation>Archivo</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>Sesión</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Edición</translation>
        </message>
        <message>
            <source>Decide</source>
            <translation>Decidir</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ver</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Perfil</translation>
        </message>
        <message>
            <source>Go</source>
            <translation>Ir</translation>
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
        <message>
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <source>Back one level</source>
            <translation>Atrás un nivel</translation>
        </message>
        <message>
            <source>Next or previous control</source>
            <translation>Control siguiente o anterior</translation>
        </message>
        <message>
            <source>Move the current photo</source>
            <translation>Mover la foto actual</translation>
        </message>
        <message>
            <source>Arrows, Home, End, Page up, Page down</source>
            <translation>Flechas, Inicio, Fin, Re Pág, Av Pág</translation>
        </message>
        <message>
            <source>Single view</source>
            <translation>Vista individual</translation>
        </message>
        <message>
            <source>Bare picture, as long as it is held</source>
            <translation>Imagen sin marcas, mientras se mantenga pulsada</translation>
        </message>
        <message>
            <source>Everywhere in this view</source>
            <translation>En toda esta vista</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Recent</source>
            <translation>Recientes</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>Acciones</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>Filtros guardados</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>Preferencias</translation>
        </message>
        <message>
            <source>on</source>
            <translation>activado</translation>
        </message>
        <message>
            <source>off</source>
            <translation>desactivado</translation>
        </message>
        <message>
            <source>Show photos named “{0}”</source>
            <translation>Mostrar fotos llamadas «{0}»</translation>
        </message>
        <message>
            <source>Type a command, a name or a setting</source>
            <translation>Escriba una orden, un nombre o un ajuste</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Buscar o ejecutar una orden</translation>
        </message>
        <message>
            <source>Commands found</source>
            <translation>Órdenes encontradas</translation>
        </message>
        <message>
            <source>Up and down choose, Enter runs, Esc closes</source>
            <translation>Arriba y abajo eligen, Intro ejecuta, Esc cierra</translation>
        </message>
        <message>
            <source>Nothing is called “{0}”</source>
            <translation>Nada se llama «{0}»</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>Preferences</source>
            <translation>Preferencias</translation>
        </message>
        <message>
            <source>Search the preferences</source>
            <translation>Buscar en las preferencias</translation>
        </message>
        <message>
            <source>No setting is called that.</source>
            <translation>Ningún ajuste se llama así.</translation>
        </message>
        <message>
            <source>Back to the default: {0}</source>
            <translation>Volver al valor original: {0}</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Undone: {0}</source>
            <translation>Deshecho: {0}</translation>
        </message>
        <message>
            <source>Undo: {0}</source>
            <translation>Deshacer: {0}</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
    </context>
    <context>
        <name>ProblemReport</name>
        <message>
            <source>FaceQnet: a problem</source>
            <translation>FaceQnet: un problema</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Detalles</translation>
        </message>
        <message>
            <source>Hide paths and names of photos</source>
            <translation>Ocultar rutas y nombres de fotos</translation>
        </message>
        <message>
            <source>Copy report</source>
            <translation>Copiar informe</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Copiado</translation>
        </message>
        <message>
            <source>The report is on the clipboard.</source>
            <translation>El informe está en el portapapeles.</translation>
        </message>
    </context>
    <context>
        <name>SessionButton</name>
        <message>
            <source>Session {0}</source>
            <translation>Sesión {0}</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>Sesión</translation>
        </message>
    </context>
    <context>
        <name>Shell</name>
        <message>
            <source>Keys</source>
            <translation>Teclas</translation>
        </message>
        <message>
            <source>Other keys for actions; a key never has two meanings in a view.</source>
            <translation>Otras teclas para las acciones; una tecla nunca tiene dos significados en una vista.</translation>
        </message>
        <message>
            <source>Change keys...</source>
            <translation>Cambiar teclas...</translation>
        </message>
        <message>
            <source>Checks that matter</source>
            <translation>Comprobaciones que cuentan</translation>
        </message>
        <message>
            <source>Which checks of the profile count in Live, beside the picture that they are about.</source>
            <translation>Qué comprobaciones del perfil cuentan en En vivo, junto a la imagen de la que tratan.</translation>
        </message>
        <message>
            <source>Choose checks...</source>
            <translation>Elegir comprobaciones...</translation>
        </message>
        <message>
            <source>Thumbnails on disk</source>
            <translation>Miniaturas en disco</translation>
        </message>
        <message>
            <source>They are made again when they are seen. Results and decisions stay.</source>
            <translation>Se hacen de nuevo al verlas. Los resultados y las decisiones se conservan.</translation>
        </message>
        <message>
            <source>Delete the thumbnails</source>
            <translation>Borrar las miniaturas</translation>
        </message>
        <message>
            <source>Embeddings</source>
            <translation>Vectores de rasgos</translation>
        </message>
        <message>
            <source>Every one in memory and on disk. Results of evaluations stay as numbers.</source>
            <translation>Todos, en la memoria y en el disco. Los resultados de las evaluaciones quedan como números.</translation>
        </message>
        <message>
            <source>Delete the embeddings</source>
            <translation>Borrar los vectores</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>What the program did since it began, for reports. It stays on this computer.</source>
            <translation>Lo que el programa ha hecho desde que empezó, para los informes. No sale de este equipo.</translation>
        </message>
        <message>
            <source>Show the log...</source>
            <translation>Mostrar el registro...</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>Orígenes</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filtros</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Charts</source>
            <translation>Gráficos</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspector</translation>
        </message>
        <message>
            <source>Top bar</source>
            <translation>Barra superior</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Estado</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Open a folder (Ctrl+O)</source>
            <translation>Abrir una carpeta (Ctrl+O)</translation>
        </message>
        <message>
            <source>Save a clean set of the photos (Ctrl+E)</source>
            <translation>Guardar un conjunto limpio de las fotos (Ctrl+E)</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspector</translation>
        </message>
        <message>
            <source>Menu and settings</source>
            <translation>Menú y ajustes</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>Vistas</translation>
        </message>
        <message>
            <source>Export {0} accepted...</source>
            <translation>Exportar {0} aceptadas...</translation>
        </message>
        <message>
            <source>Export...</source>
            <translation>Exportar...</translation>
        </message>
    </context>
    <context>
        <name>Tour</name>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source>Leave the tour</source>
            <translation>Dejar el recorrido</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Listo</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Siguiente</translation>
        </message>
        <message>
            <source>Every photo has a quality</source>
            <translation>Cada foto tiene una calidad</translation>
        </message>
        <message>
            <source>0 to 100: how well face recognition will work with it. The lowest come first; arrows walk, Enter opens.</source>
            <translation>De 0 a 100: cómo de bien funcionará con ella el reconocimiento facial. Las más bajas van primero; las flechas recorren, Intro abre.</translation>
        </message>
        <message>
            <source>One limit for everything</source>
            <translation>Un límite para todo</translation>
        </message>
        <message>
            <source>Drag the line, or press {0} and {1}. Drag beside it to see only a range of qualities.</source>
            <translation>Arrastre la línea, o pulse {0} y {1}. Arrastre a su lado para ver solo un intervalo de calidades.</translation>
        </message>
        <message>
            <source>{0} accepts, {1} rejects, {2} takes back; the next undecided photo follows. {3} undoes anything.</source>
            <translation>{0} acepta, {1} rechaza, {2} retira; sigue la próxima foto sin decidir. {3} deshace cualquier cosa.</translation>
        </message>
        <message>
            <source>{0} finds commands, people, filters and settings by a few letters. {1} shows the keys of a view.</source>
            <translation>{0} encuentra órdenes, personas, filtros y ajustes con unas letras. {1} muestra las teclas de una vista.</translation>
        </message>
        <message>
            <source>Why, and what would help</source>
            <translation>Por qué, y qué ayudaría</translation>
        </message>
        <message>
            <source>The reasons of the photo you are at, each with its value, what was wanted, and what to do.</source>
            <translation>Los motivos de la foto actual, cada uno con su valor, lo que se pedía y qué hacer.</translation>
        </message>
        <message>
            <source>One key decides</source>
            <translation>Una tecla decide</translation>
        </message>
        <message>
            <source>Every command is one key away</source>
            <translation>Cada orden está a una tecla</translation>
        </message>
    </context>
    <context>
        <name>_FolderEditor</name>
        <message>
            <source>Choose a folder</source>
            <translation>Elegir una carpeta</translation>
        </message>
    </context>
</TS>