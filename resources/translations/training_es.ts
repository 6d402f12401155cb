<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="es">
    <context>
        <name>Actions</name>
        <message>
            <source>Make a model...</source>
            <translation>Crear un modelo...</translation>
        </message>
        <message>
            <source>Import a model...</source>
            <translation>Importar un modelo...</translation>
        </message>
        <message>
            <source>Next page of the wizard</source>
            <translation>Página siguiente del asistente</translation>
        </message>
        <message>
            <source>Page of the wizard before</source>
            <translation>Página anterior del asistente</translation>
        </message>
        <message>
            <source>Copy the page's command line</source>
            <translation>Copiar la orden de la página</translation>
        </message>
        <message>
            <source>Back to the models</source>
            <translation>Volver a los modelos</translation>
        </message>
    </context>
    <context>
        <name>Comparison</name>
        <message>
            <source>No photos are open. Open some in Triage to see how the two models score them.</source>
            <translation>No hay fotos abiertas. Abra algunas en Selección para ver cómo las puntúan los dos modelos.</translation>
        </message>
        <message>
            <source>Scoring the open photos with the new model</source>
            <translation>Puntuando las fotos abiertas con el modelo nuevo</translation>
        </message>
        <message>
            <source>{0} photos scored by both. Up: the new model likes a photo better.</source>
            <translation>{0} fotos puntuadas por ambos. Arriba: al modelo nuevo le gusta más la foto.</translation>
        </message>
        <message>
            <source>Old and new quality of the open photos</source>
            <translation>Calidad antigua y nueva de las fotos abiertas</translation>
        </message>
        <message>
            <source>Old quality</source>
            <translation>Calidad antigua</translation>
        </message>
        <message>
            <source>New quality</source>
            <translation>Calidad nueva</translation>
        </message>
        <message>
            <source>The 20 largest changes</source>
            <translation>Los 20 cambios mayores</translation>
        </message>
    </context>
    <context>
        <name>ExpertForm</name>
        <message>
            <source>The names are those of the config file; docs/training.md explains each. A wrong value is framed.</source>
            <translation>Los nombres son los del archivo de configuración; docs/training.md explica cada uno. Un valor imposible se enmarca.</translation>
        </message>
    </context>
    <context>
        <name>LabelsPage</name>
        <message>
            <source>A recogniser's file</source>
            <translation>Archivo de un reconocedor</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <source>What does good mean here?</source>
            <translation>¿Qué significa «buena» aquí?</translation>
        </message>
        <message>
            <source>Good = this recogniser finds the person again. Each photo gets a label from 0 to 1 by how well its recogniser matches it; that is what the model will learn.</source>
            <translation>Buena = este reconocedor vuelve a encontrar a la persona. Cada foto recibe una etiqueta de 0 a 1 según lo bien que el reconocedor la compara; eso es lo que aprenderá el modelo.</translation>
        </message>
        <message>
            <source>The labels are being made.</source>
            <translation>Se están haciendo las etiquetas.</translation>
        </message>
        <message>
            <source>ResNet-29 (dlib), comes with the program, CC0</source>
            <translation>ResNet-29 (dlib), viene con el programa, CC0</translation>
        </message>
        <message>
            <source>{0} photos, mean label {1}</source>
            <translation>{0} fotos, etiqueta media {1}</translation>
        </message>
        <message>
            <source>The portrait rules see no difference between these two rows. If you see none either, the labels say little: bring another recogniser, or more photos of bad quality.</source>
            <translation>Las reglas de retrato no ven diferencia entre estas dos filas. Si usted tampoco la ve, las etiquetas dicen poco: traiga otro reconocedor o más fotos de mala calidad.</translation>
        </message>
        <message>
            <source>Look at both rows: the lower labels should look harder to recognise to you, too.</source>
            <translation>Mire las dos filas: las etiquetas más bajas deberían parecerle también más difíciles de reconocer.</translation>
        </message>
        <message>
            <source>Own share (recommended)</source>
            <translation>Aporte propio (recomendado)</translation>
        </message>
        <message>
            <source>What a photo itself adds to or takes from its comparisons, whatever the others are like.</source>
            <translation>Lo que la propia foto añade o quita a sus comparaciones, sean como sean las demás.</translation>
        </message>
        <message>
            <source>FaceQnet v0</source>
            <translation>FaceQnet v0</translation>
        </message>
        <message>
            <source>Likeness to the person's reference photo, by one recogniser (2019).</source>
            <translation>Parecido con la foto de referencia de la persona, según un reconocedor (2019).</translation>
        </message>
        <message>
            <source>FaceQnet v1</source>
            <translation>FaceQnet v1</translation>
        </message>
        <message>
            <source>As v0, the mean of all recognisers that are chosen (2020).</source>
            <translation>Como v0, la media de todos los reconocedores elegidos (2020).</translation>
        </message>
        <message>
            <source>Who decides</source>
            <translation>Quién decide</translation>
        </message>
        <message>
            <source>FaceNet, ArcFace and others need a file of yours (.onnx or .safetensors), under its own licence.</source>
            <translation>FaceNet, ArcFace y otros necesitan un archivo suyo (.onnx o .safetensors), con su propia licencia.</translation>
        </message>
        <message>
            <source>Add a recogniser...</source>
            <translation>Añadir un reconocedor...</translation>
        </message>
        <message>
            <source>Lowest labels</source>
            <translation>Etiquetas más bajas</translation>
        </message>
        <message>
            <source>Highest labels</source>
            <translation>Etiquetas más altas</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>Etiqueta</translation>
        </message>
        <message>
            <source>% of the photos</source>
            <translation>% de las fotos</translation>
        </message>
    </context>
    <context>
        <name>LearningPage</name>
        <message>
            <source>Weights of a ResNet-50</source>
            <translation>Pesos de una ResNet-50</translation>
        </message>
        <message>
            <source>Learning</source>
            <translation>Aprendizaje</translation>
        </message>
        <message>
            <source>How shall it learn?</source>
            <translation>¿Cómo debe aprender?</translation>
        </message>
        <message>
            <source>Begun at {0}. You can close the window; the best model so far is always kept.</source>
            <translation>Empezó a las {0}. Puede cerrar la ventana; el mejor modelo hasta ahora siempre se guarda.</translation>
        </message>
        <message>
            <source>First a trial that says how long it takes here, then the training. It can be stopped at any time and goes on where it was, after a crash too.</source>
            <translation>Primero una prueba que dice cuánto tarda aquí y después el entrenamiento. Puede detenerse en cualquier momento y sigue donde estaba, también tras un fallo.</translation>
        </message>
        <message>
            <source>The model is learning.</source>
            <translation>El modelo está aprendiendo.</translation>
        </message>
        <message>
            <source>Start the training first.</source>
            <translation>Empiece primero el entrenamiento.</translation>
        </message>
        <message>
            <source>ResNet-50 weights...</source>
            <translation>Pesos de ResNet-50...</translation>
        </message>
        <message>
            <source>Train again</source>
            <translation>Entrenar de nuevo</translation>
        </message>
        <message>
            <source>Go on training</source>
            <translation>Seguir entrenando</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>Empezar a entrenar</translation>
        </message>
        <message>
            <source>{0} on this computer ({1})</source>
            <translation>{0} en este equipo ({1})</translation>
        </message>
        <message>
            <source>Measuring for 20 s</source>
            <translation>Midiendo durante 20 s</translation>
        </message>
        <message>
            <source>Not measured yet</source>
            <translation>Aún sin medir</translation>
        </message>
        <message>
            <source>head {0}</source>
            <translation>cabeza {0}</translation>
        </message>
        <message>
            <source>Error {0}</source>
            <translation>Error {0}</translation>
        </message>
        <message>
            <source>the model so far</source>
            <translation>el modelo hasta ahora</translation>
        </message>
        <message>
            <source>Fastest there is</source>
            <translation>El más rápido que haya</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Measure (20 s)</source>
            <translation>Medir (20 s)</translation>
        </message>
        <message>
            <source>When the window is closed, the training goes on</source>
            <translation>Al cerrar la ventana, el entrenamiento continúa</translation>
        </message>
        <message>
            <source>Round</source>
            <translation>Vuelta</translation>
        </message>
        <message>
            <source>Error on what it learns</source>
            <translation>Error en lo que aprende</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Pérdida</translation>
        </message>
        <message>
            <source>Order of unseen photos</source>
            <translation>Orden de fotos no vistas</translation>
        </message>
        <message>
            <source>Wrongly not matched (FNMR) as the lowest are discarded</source>
            <translation>No emparejadas por error (FNMR) al descartar las más bajas</translation>
        </message>
        <message>
            <source>FNMR (%)</source>
            <translation>FNMR (%)</translation>
        </message>
        <message>
            <source>Spearman</source>
            <translation>Spearman</translation>
        </message>
        <message>
            <source>Discarded (% of comparisons)</source>
            <translation>Descartado (% de las comparaciones)</translation>
        </message>
        <message>
            <source>12 faces it has not learnt: predicted (upper bar), label (lower bar)</source>
            <translation>12 caras que no ha aprendido: predicción (barra superior), etiqueta (barra inferior)</translation>
        </message>
    </context>
    <context>
        <name>ModelDetail</name>
        <message>
            <source>{0} scores from now on.</source>
            <translation>{0} puntúa a partir de ahora.</translation>
        </message>
        <message>
            <source>{0} is intact: its file has the fingerprint that the list names.</source>
            <translation>{0} está intacto: su archivo tiene la huella que indica la lista.</translation>
        </message>
        <message>
            <source>{0} holds the model, its card and its fingerprints.</source>
            <translation>{0} contiene el modelo, su ficha y sus huellas.</translation>
        </message>
        <message>
            <source>Delete it and its card?</source>
            <translation>¿Borrarlo con su ficha?</translation>
        </message>
        <message>
            <source>{0} was deleted.</source>
            <translation>{0} se ha borrado.</translation>
        </message>
        <message>
            <source>Export the model</source>
            <translation>Exportar el modelo</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Ficha del modelo</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Usarlo</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>Whether its file is the one that the list names</source>
            <translation>Si su archivo es el que indica la lista</translation>
        </message>
        <message>
            <source>Export .zip...</source>
            <translation>Exportar .zip...</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Borrar</translation>
        </message>
        <message>
            <source>Scores of its reference photos</source>
            <translation>Puntuaciones de sus fotos de referencia</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Puntuación</translation>
        </message>
        <message>
            <source>% of the reference photos</source>
            <translation>% de las fotos de referencia</translation>
        </message>
        <message>
            <source>It scores now. Use another one first.</source>
            <translation>Está puntuando. Use antes otro.</translation>
        </message>
        <message>
            <source>{0}, {1} MB. Licence: {2}. From: {3}</source>
            <translation>{0}, {1} MB. Licencia: {2}. Origen: {3}</translation>
        </message>
        <message>
            <source>This model has no card: it was imported from a file without one.</source>
            <translation>Este modelo no tiene ficha: se importó de un archivo sin ella.</translation>
        </message>
        <message>
            <source>Half of them score above {0}</source>
            <translation>La mitad puntúa por encima de {0}</translation>
        </message>
    </context>
    <context>
        <name>ModelsPage</name>
        <message>
            <source>Not evaluated here</source>
            <translation>Sin evaluar aquí</translation>
        </message>
        <message>
            <source>Better than {0}</source>
            <translation>Mejor que {0}</translation>
        </message>
        <message>
            <source>Worse than {0}</source>
            <translation>Peor que {0}</translation>
        </message>
        <message>
            <source>Not distinguishable from {0}</source>
            <translation>No se distingue de {0}</translation>
        </message>
        <message>
            <source>Error area {0}, random 1</source>
            <translation>Área de error {0}, azar 1</translation>
        </message>
        <message>
            <source>{0} is here and was checked.</source>
            <translation>{0} está aquí y se ha comprobado.</translation>
        </message>
        <message>
            <source>{0} was here already; nothing was changed.</source>
            <translation>{0} ya estaba aquí; no se ha cambiado nada.</translation>
        </message>
        <message>
            <source>A model</source>
            <translation>Un modelo</translation>
        </message>
        <message>
            <source>Models (*.zip *.h5)</source>
            <translation>Modelos (*.zip *.h5)</translation>
        </message>
        <message>
            <source>Import a model</source>
            <translation>Importar un modelo</translation>
        </message>
        <message>
            <source>Under which terms do you have this file?</source>
            <translation>¿En qué condiciones tiene este archivo?</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuar</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Desechar</translation>
        </message>
        <message>
            <source>Delete what was made?</source>
            <translation>¿Borrar lo hecho?</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelos</translation>
        </message>
        <message>
            <source>A model says how well recognition will work with a photo. Make one for your own camera and people.</source>
            <translation>Un modelo dice lo bien que funcionará el reconocimiento con una foto. Cree uno para su cámara y su gente.</translation>
        </message>
        <message>
            <source>Make a model...</source>
            <translation>Crear un modelo...</translation>
        </message>
        <message>
            <source>Import a model...</source>
            <translation>Importar un modelo...</translation>
        </message>
    </context>
    <context>
        <name>PhotosPage</name>
        <message>
            <source>A folder with one folder per person</source>
            <translation>Una carpeta con una carpeta por persona</translation>
        </message>
        <message>
            <source>A CSV with the columns path and subject</source>
            <translation>Un CSV con las columnas path y subject</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Which photos?</source>
            <translation>¿Qué fotos?</translation>
        </message>
        <message>
            <source>Photos of people, each person with several. The program looks for the faces and divides the people; the photos themselves are only read. What it writes goes to {0}.</source>
            <translation>Fotos de personas, varias de cada una. El programa busca las caras y reparte a las personas; las fotos solo se leen. Lo que escribe va a {0}.</translation>
        </message>
        <message>
            <source>Choose photos first.</source>
            <translation>Elija primero las fotos.</translation>
        </message>
        <message>
            <source>The faces are being looked for.</source>
            <translation>Se están buscando las caras.</translation>
        </message>
        <message>
            <source>The photos have not been looked through.</source>
            <translation>Las fotos no se han revisado todavía.</translation>
        </message>
        <message>
            <source>{0} people with 3 photos are needed, {1} are here.</source>
            <translation>Hacen falta {0} personas con 3 fotos; hay {1}.</translation>
        </message>
        <message>
            <source>Confirm that you may use the photos.</source>
            <translation>Confirme que puede usar las fotos.</translation>
        </message>
        <message>
            <source>Looking through the photos</source>
            <translation>Revisando las fotos</translation>
        </message>
        <message>
            <source>{0} people, {1} usable photos of {2}.</source>
            <translation>{0} personas, {1} fotos utilizables de {2}.</translation>
        </message>
        <message>
            <source>{0} people have one photo and serve as other people only.</source>
            <translation>{0} personas tienen una sola foto y solo sirven como otras personas.</translation>
        </message>
        <message>
            <source>{0} people to learn from, {1} to know when to stop, {2} to judge the result. Nobody is in two.</source>
            <translation>{0} personas para aprender, {1} para saber cuándo parar, {2} para juzgar el resultado. Nadie está en dos grupos.</translation>
        </message>
        <message>
            <source>None found.</source>
            <translation>No se han encontrado.</translation>
        </message>
        <message>
            <source>Enough to see every page work. No model worth using comes out of invented people.</source>
            <translation>Bastan para ver cómo funciona cada página. De personas inventadas no sale un modelo útil.</translation>
        </message>
        <message>
            <source>Too few: at least {0} people with 3 photos each. Add people or photos.</source>
            <translation>Demasiado pocas: al menos {0} personas con 3 fotos cada una. Añada personas o fotos.</translation>
        </message>
        <message>
            <source>Enough to try. A model that is better than the one here is unlikely with so few people.</source>
            <translation>Bastan para probar. Con tan pocas personas es improbable un modelo mejor que el actual.</translation>
        </message>
        <message>
            <source>Enough for a model that fits your camera. More people make it hold for others too.</source>
            <translation>Bastan para un modelo ajustado a su cámara. Con más personas valdrá también para otras.</translation>
        </message>
        <message>
            <source>Plenty: enough for a model that holds for people it has never seen.</source>
            <translation>Muchas: bastan para un modelo que valga para personas que nunca ha visto.</translation>
        </message>
        <message>
            <source>A folder...</source>
            <translation>Una carpeta...</translation>
        </message>
        <message>
            <source>With one folder per person in it, at any depth.</source>
            <translation>Con una carpeta por persona dentro, a cualquier nivel.</translation>
        </message>
        <message>
            <source>A list...</source>
            <translation>Una lista...</translation>
        </message>
        <message>
            <source>A CSV with the columns path and subject, and split if you like.</source>
            <translation>Un CSV con las columnas path y subject, y split si lo desea.</translation>
        </message>
        <message>
            <source>A public set...</source>
            <translation>Un conjunto público...</translation>
        </message>
        <message>
            <source>Labeled Faces in the Wild. Downloaded only after a click.</source>
            <translation>Labeled Faces in the Wild. Se descarga solo tras un clic.</translation>
        </message>
        <message>
            <source>Invented people</source>
            <translation>Personas inventadas</translation>
        </message>
        <message>
            <source>12 made from two portraits, for trying the wizard.</source>
            <translation>12 hechas de dos retratos, para probar el asistente.</translation>
        </message>
        <message>
            <source>Labeled Faces in the Wild: 13,233 photos of 5,749 people from the press, about 230 MB, downloaded by scikit-learn from its public mirror. For research; the people were not asked. Nothing else is sent or fetched.</source>
            <translation>Labeled Faces in the Wild: 13 233 fotos de prensa de 5749 personas, unos 230 MB, descargadas por scikit-learn de su copia pública. Para investigación; no se preguntó a las personas. No se envía ni se descarga nada más.</translation>
        </message>
        <message>
            <source>Download 230 MB</source>
            <translation>Descargar 230 MB</translation>
        </message>
        <message>
            <source>How the people are divided</source>
            <translation>Cómo se reparten las personas</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problemas</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Revisar de nuevo</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licencia</translation>
        </message>
        <message>
            <source>I may use these photos to train a model</source>
            <translation>Puedo usar estas fotos para entrenar un modelo</translation>
        </message>
        <message>
            <source>The people agreed, or the law or the licence allows it. No photo becomes part of the model.</source>
            <translation>Las personas consintieron, o la ley o la licencia lo permite. Ninguna foto pasa a formar parte del modelo.</translation>
        </message>
        <message>
            <source>Usable photos of a person (last: {0} or more)</source>
            <translation>Fotos utilizables de una persona (última: {0} o más)</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
    </context>
    <context>
        <name>Presets</name>
        <message>
            <source>Quick</source>
            <translation>Rápido</translation>
        </message>
        <message>
            <source>For trying: few rounds, few copies.</source>
            <translation>Para probar: pocas vueltas y copias.</translation>
        </message>
        <message>
            <source>Recommended</source>
            <translation>Recomendado</translation>
        </message>
        <message>
            <source>As the model that comes with the program was made.</source>
            <translation>Como se hizo el modelo que viene con el programa.</translation>
        </message>
        <message>
            <source>Paper v0</source>
            <translation>Artículo v0</translation>
        </message>
        <message>
            <source>FaceQnet 2019: a large network, only its end learns.</source>
            <translation>FaceQnet 2019: una red grande de la que solo aprende el final.</translation>
        </message>
        <message>
            <source>Paper v1</source>
            <translation>Artículo v1</translation>
        </message>
        <message>
            <source>FaceQnet 2020: as v0, with dropout.</source>
            <translation>FaceQnet 2020: como v0, con dropout.</translation>
        </message>
        <message>
            <source>Expert</source>
            <translation>Experto</translation>
        </message>
        <message>
            <source>Every option by hand, as in the config file.</source>
            <translation>Cada opción a mano, como en el archivo de configuración.</translation>
        </message>
    </context>
    <context>
        <name>Problem</name>
        <message>
            <source>Details</source>
            <translation>Detalles</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Intentar de nuevo</translation>
        </message>
        <message>
            <source>Copy report</source>
            <translation>Copiar informe</translation>
        </message>
    </context>
    <context>
        <name>ReferencesPage</name>
        <message>
            <source>References</source>
            <translation>Referencias</translation>
        </message>
        <message>
            <source>What is each person's best photo?</source>
            <translation>¿Cuál es la mejor foto de cada persona?</translation>
        </message>
        <message>
            <source>The program measures every photo by the portrait rules. Nothing is asked of you meanwhile.</source>
            <translation>El programa mide cada foto según las reglas de retrato. Mientras tanto no tiene que hacer nada.</translation>
        </message>
        <message>
            <source>Chosen by portrait rules. None looks weak, or you have checked those that do.</source>
            <translation>Elegidas por las reglas de retrato. Ninguna parece débil, o ya las ha revisado.</translation>
        </message>
        <message>
            <source>Chosen by portrait rules. {0} look weak: check those, about {1}. You may also go on.</source>
            <translation>Elegidas por las reglas de retrato. {0} parecen débiles: revíselas, unos {1}. También puede continuar.</translation>
        </message>
        <message>
            <source>The photos are being measured.</source>
            <translation>Se están midiendo las fotos.</translation>
        </message>
        <message>
            <source>your choice</source>
            <translation>su elección</translation>
        </message>
        <message>
            <source>few rules hold</source>
            <translation>cumple pocas reglas</translation>
        </message>
        <message>
            <source>{0} of 12 rules</source>
            <translation>{0} de 12 reglas</translation>
        </message>
        <message>
            <source>Your choice. Click another photo, or press its number, to replace it.</source>
            <translation>Su elección. Haga clic en otra foto, o pulse su número, para cambiarla.</translation>
        </message>
        <message>
            <source>Best first. Click a photo, or press its number, to make it the reference.</source>
            <translation>Las mejores primero. Haga clic en una foto, o pulse su número, para que sea la referencia.</translation>
        </message>
        <message>
            <source>Keep this one (K)</source>
            <translation>Conservar esta (K)</translation>
        </message>
        <message>
            <source>Back to the rules' choice</source>
            <translation>Volver a la elección de las reglas</translation>
        </message>
        <message>
            <source>References, weakest first</source>
            <translation>Referencias, las más débiles primero</translation>
        </message>
        <message>
            <source>Photos of this person</source>
            <translation>Fotos de esta persona</translation>
        </message>
    </context>
    <context>
        <name>ReleasePage</name>
        <message>
            <source>{0} holds the model, its card and its fingerprints.</source>
            <translation>{0} contiene el modelo, su ficha y sus huellas.</translation>
        </message>
        <message>
            <source>Export the model</source>
            <translation>Exportar el modelo</translation>
        </message>
        <message>
            <source>A name has small letters, digits, - and _, up to 64.</source>
            <translation>Un nombre tiene minúsculas sin tilde, cifras, - y _, hasta 64.</translation>
        </message>
        <message>
            <source>A model that comes with the program has this name. Choose another.</source>
            <translation>Un modelo que viene con el programa tiene ese nombre. Elija otro.</translation>
        </message>
        <message>
            <source>You have a model of this name. It is kept: choose another name.</source>
            <translation>Ya tiene un modelo con ese nombre. Se conserva: elija otro nombre.</translation>
        </message>
        <message>
            <source>Say under which licence the model may be used.</source>
            <translation>Diga con qué licencia puede usarse el modelo.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Usarlo</translation>
        </message>
        <message>
            <source>Use it?</source>
            <translation>¿Usarlo?</translation>
        </message>
        <message>
            <source>The model is installed beside the one that comes with the program; nothing is replaced. You choose which one scores, and can go back at any time.</source>
            <translation>El modelo se instala junto al que viene con el programa; nada se sustituye. Usted elige cuál puntúa y puede volver atrás en cualquier momento.</translation>
        </message>
        <message>
            <source>Install the model first.</source>
            <translation>Instale primero el modelo.</translation>
        </message>
        <message>
            <source>It is worse. Install anyway</source>
            <translation>Es peor. Instalar igualmente</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>Instalar</translation>
        </message>
        <message>
            <source>This model scores now. The one before is one click away.</source>
            <translation>Este modelo puntúa ahora. El anterior está a un clic.</translation>
        </message>
        <message>
            <source>Installed beside the shipped model. Nothing was replaced.</source>
            <translation>Instalado junto al modelo del programa. No se ha sustituido nada.</translation>
        </message>
        <message>
            <source>The verdict was: worse. It can be installed all the same, and deleted again.</source>
            <translation>El veredicto fue: peor. Aun así puede instalarse, y volver a borrarse.</translation>
        </message>
        <message>
            <source>The card is written when the model is installed: every figure of the comparison.</source>
            <translation>La ficha se escribe al instalar el modelo: todas las cifras de la comparación.</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licencia</translation>
        </message>
        <message>
            <source>A sentence for the card</source>
            <translation>Una frase para la ficha</translation>
        </message>
        <message>
            <source>Use now</source>
            <translation>Usar ahora</translation>
        </message>
        <message>
            <source>Export .zip...</source>
            <translation>Exportar .zip...</translation>
        </message>
        <message>
            <source>Back to previous</source>
            <translation>Volver al anterior</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Ficha del modelo</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Stop and keep the best</source>
            <translation>Detener y conservar el mejor</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Detener</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Seguir</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>End it now</source>
            <translation>Terminar ya</translation>
        </message>
        <message>
            <source>Stopping, keeps the best model</source>
            <translation>Deteniendo, se conserva el mejor modelo</translation>
        </message>
        <message>
            <source>Stopping, keeps what is done</source>
            <translation>Deteniendo, se conserva lo hecho</translation>
        </message>
        <message>
            <source>Paused. Nothing is lost</source>
            <translation>En pausa. No se pierde nada</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Empezando</translation>
        </message>
        <message>
            <source>{0}: {1} of {2}</source>
            <translation>{0}: {1} de {2}</translation>
        </message>
    </context>
    <context>
        <name>Training</name>
        <message>
            <source>blurred</source>
            <translation>borrosa</translation>
        </message>
        <message>
            <source>bad exposure</source>
            <translation>mal expuesta</translation>
        </message>
        <message>
            <source>few pixels</source>
            <translation>pocos píxeles</translation>
        </message>
        <message>
            <source>odd colours</source>
            <translation>colores raros</translation>
        </message>
        <message>
            <source>busy background</source>
            <translation>fondo recargado</translation>
        </message>
        <message>
            <source>tilted</source>
            <translation>inclinada</translation>
        </message>
        <message>
            <source>up or down</source>
            <translation>arriba o abajo</translation>
        </message>
        <message>
            <source>turned</source>
            <translation>girada</translation>
        </message>
        <message>
            <source>shadows</source>
            <translation>sombras</translation>
        </message>
        <message>
            <source>eyes closed</source>
            <translation>ojos cerrados</translation>
        </message>
        <message>
            <source>mouth open</source>
            <translation>boca abierta</translation>
        </message>
        <message>
            <source>several faces</source>
            <translation>varias caras</translation>
        </message>
        <message>
            <source>{0} files cannot be read</source>
            <translation>{0} archivos no se pueden leer</translation>
        </message>
        <message>
            <source>{0} photos without a face that was found</source>
            <translation>{0} fotos en las que no se encontró una cara</translation>
        </message>
        <message>
            <source>{0} photos are there twice</source>
            <translation>{0} fotos están dos veces</translation>
        </message>
        <message>
            <source>{0} photos are almost the same as another</source>
            <translation>{0} fotos son casi iguales a otra</translation>
        </message>
        <message>
            <source>{0} people have one photo: they only serve as other people</source>
            <translation>{0} personas tienen una foto: solo sirven como otras personas</translation>
        </message>
        <message>
            <source>{0} people without a usable photo are left out</source>
            <translation>{0} personas sin foto utilizable quedan fuera</translation>
        </message>
        <message>
            <source>{0} photos look like another person: wrong folder?</source>
            <translation>{0} fotos parecen de otra persona: ¿carpeta equivocada?</translation>
        </message>
        <message>
            <source>{0} photos look like no other of their person</source>
            <translation>{0} fotos no se parecen a ninguna otra de su persona</translation>
        </message>
        <message>
            <source>Looking for faces</source>
            <translation>Buscando caras</translation>
        </message>
        <message>
            <source>Measuring portraits</source>
            <translation>Midiendo retratos</translation>
        </message>
        <message>
            <source>Asking the recognisers</source>
            <translation>Preguntando a los reconocedores</translation>
        </message>
        <message>
            <source>Labelling</source>
            <translation>Etiquetando</translation>
        </message>
        <message>
            <source>Measuring how fast this computer is</source>
            <translation>Midiendo la velocidad de este equipo</translation>
        </message>
        <message>
            <source>Learning</source>
            <translation>Aprendizaje</translation>
        </message>
        <message>
            <source>Comparing with the current model</source>
            <translation>Comparando con el modelo actual</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>Instalando</translation>
        </message>
        <message>
            <source>The training got lost: its error is no longer a number. Labels and faces are kept, no weights were written. Lower the learning rate under Expert, then start again.</source>
            <translation>El entrenamiento se ha perdido: su error ya no es un número. Las etiquetas y las caras se conservan; no se han escrito pesos. Baje la tasa de aprendizaje en Experto y empiece de nuevo.</translation>
        </message>
        <message>
            <source>The memory did not suffice. Finished steps and the last checkpoint are kept. Close other programs, or choose a smaller batch under Expert, then go on.</source>
            <translation>La memoria no ha bastado. Los pasos terminados y el último punto de control se conservan. Cierre otros programas, o elija un lote menor en Experto, y continúe.</translation>
        </message>
        <message>
            <source>A file could not be written: the disk may be full. Finished steps and the last checkpoint are kept. Free some space, then go on.</source>
            <translation>No se pudo escribir un archivo: puede que el disco esté lleno. Los pasos terminados y el último punto de control se conservan. Libere espacio y continúe.</translation>
        </message>
        <message>
            <source>The chosen device is not in this computer. Nothing was lost. Choose another device, then start again.</source>
            <translation>El dispositivo elegido no está en este equipo. No se ha perdido nada. Elija otro y empiece de nuevo.</translation>
        </message>
        <message>
            <source>The process was ended from outside. Finished steps and the last checkpoint are kept: it goes on from there.</source>
            <translation>El proceso se terminó desde fuera. Los pasos terminados y el último punto de control se conservan: seguirá desde ahí.</translation>
        </message>
        <message>
            <source>A fault of this program stopped the step. Finished steps are kept. Please report it.</source>
            <translation>Un fallo de este programa detuvo el paso. Los pasos terminados se conservan. Comuníquelo, por favor.</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0} min</translation>
        </message>
        <message>
            <source>{0} h</source>
            <translation>{0} h</translation>
        </message>
        <message>
            <source>{0} to {1} s</source>
            <translation>De {0} a {1} s</translation>
        </message>
        <message>
            <source>{0} to {1} min</source>
            <translation>De {0} a {1} min</translation>
        </message>
        <message>
            <source>{0} to {1} h</source>
            <translation>De {0} a {1} h</translation>
        </message>
        <message>
            <source>Training of {0} from {1} is at {2} % and goes on.</source>
            <translation>El entrenamiento de {0} de las {1} va por el {2} % y sigue.</translation>
        </message>
        <message>
            <source>Training of {0} from {1} is at {2} %. Continue?</source>
            <translation>El entrenamiento de {0} de las {1} está al {2} %. ¿Continuar?</translation>
        </message>
        <message>
            <source>{0}: at page {1} of {2}, and working.</source>
            <translation>{0}: en la página {1} de {2}, trabajando.</translation>
        </message>
        <message>
            <source>{0}: at page {1} of {2}. Continue?</source>
            <translation>{0}: en la página {1} de {2}. ¿Continuar?</translation>
        </message>
    </context>
    <context>
        <name>TrainingView</name>
        <message>
            <source>{0} on {1} has it open since {2}. Two windows would spoil each other's labels.</source>
            <translation>{0}, en {1}, lo tiene abierto desde las {2}. Dos ventanas se estropearían las etiquetas la una a la otra.</translation>
        </message>
        <message>
            <source>somebody</source>
            <translation>alguien</translation>
        </message>
        <message>
            <source>Another window has it open. Two windows would spoil each other's labels.</source>
            <translation>Otra ventana lo tiene abierto. Dos ventanas se estropearían las etiquetas la una a la otra.</translation>
        </message>
        <message>
            <source>Back to the models</source>
            <translation>Volver a los modelos</translation>
        </message>
        <message>
            <source>Take over</source>
            <translation>Tomar el control</translation>
        </message>
        <message>
            <source>This training is open in another window</source>
            <translation>Este entrenamiento está abierto en otra ventana</translation>
        </message>
        <message>
            <source>Another window has taken this training over. Your choices are kept there.</source>
            <translation>Otra ventana ha tomado el control de este entrenamiento. Sus elecciones se conservan allí.</translation>
        </message>
    </context>
    <context>
        <name>VerdictPage</name>
        <message>
            <source>Verdict</source>
            <translation>Veredicto</translation>
        </message>
        <message>
            <source>Is it better?</source>
            <translation>¿Es mejor?</translation>
        </message>
        <message>
            <source>The new model and the one in use score photos of people that were kept apart from the beginning. A difference counts only where its band leaves zero out.</source>
            <translation>El modelo nuevo y el que está en uso puntúan fotos de personas apartadas desde el principio. Una diferencia cuenta solo si su banda no contiene el cero.</translation>
        </message>
        <message>
            <source>The models are being compared.</source>
            <translation>Se están comparando los modelos.</translation>
        </message>
        <message>
            <source>The models have not been compared yet.</source>
            <translation>Los modelos aún no se han comparado.</translation>
        </message>
        <message>
            <source>Photos of people, with one CSV of their groups</source>
            <translation>Fotos de personas, con un CSV de sus grupos</translation>
        </message>
        <message>
            <source>No comparison is possible</source>
            <translation>No hay comparación posible</translation>
        </message>
        <message>
            <source>No person kept apart has two usable photos.</source>
            <translation>Ninguna persona apartada tiene dos fotos utilizables.</translation>
        </message>
        <message>
            <source>Better than {0}</source>
            <translation>Mejor que {0}</translation>
        </message>
        <message>
            <source>Worse than {0}</source>
            <translation>Peor que {0}</translation>
        </message>
        <message>
            <source>Not distinguishable from {0}</source>
            <translation>No se distingue de {0}</translation>
        </message>
        <message>
            <source>At {0} % discarded, the share of wrongly not matched comparisons (FNMR) falls from {1} % to {2} %.</source>
            <translation>Con un {0} % descartado, la proporción de comparaciones no emparejadas por error (FNMR) baja del {1} % al {2} %.</translation>
        </message>
        <message>
            <source>At {0} % discarded, the share of wrongly not matched comparisons (FNMR) goes from {1} % to {2} %.</source>
            <translation>Con un {0} % descartado, la proporción de comparaciones no emparejadas por error (FNMR) pasa del {1} % al {2} %.</translation>
        </message>
        <message>
            <source>{0} errors: too few to rank models.</source>
            <translation>{0} errores: demasiado pocos para ordenar modelos.</translation>
        </message>
        <message>
            <source>Difference {0} points [{1}, {2}], {3} errors.</source>
            <translation>Diferencia {0} puntos [{1}; {2}], {3} errores.</translation>
        </message>
        <message>
            <source>{0} comparisons of {1} people, judged by {2}.</source>
            <translation>{0} comparaciones de {1} personas, juzgadas por {2}.</translation>
        </message>
        <message>
            <source>That recogniser made the labels too, so it is no independent judge.</source>
            <translation>Ese reconocedor también hizo las etiquetas: no es un juez independiente.</translation>
        </message>
        <message>
            <source>detector confidence</source>
            <translation>confianza del detector</translation>
        </message>
        <message>
            <source>inter-eye distance</source>
            <translation>distancia entre los ojos</translation>
        </message>
        <message>
            <source>random</source>
            <translation>azar</translation>
        </message>
        <message>
            <source>{0} of {1} ladders fall: the score gets lower as a photo gets worse step by step.</source>
            <translation>{0} de {1} escaleras bajan: la puntuación disminuye al empeorar una foto paso a paso.</translation>
        </message>
        <message>
            <source>Scores spread by {0} of 100.</source>
            <translation>Las calidades se dispersan {0} de 100.</translation>
        </message>
        <message>
            <source>{0} ms a face.</source>
            <translation>{0} ms por cara.</translation>
        </message>
        <message>
            <source>It follows the labels of unseen people with Spearman {0}.</source>
            <translation>Sigue las etiquetas de personas no vistas con Spearman {0}.</translation>
        </message>
        <message>
            <source>Nothing is known of groups of people in these photos. A model can be worse for some of them.</source>
            <translation>No se sabe nada de grupos de personas en estas fotos. Un modelo puede ser peor para algunos.</translation>
        </message>
        <message>
            <source>{0}: mean quality {1} [{2}, {3}], {4} people</source>
            <translation>{0}: calidad media {1} [{2}; {3}], {4} personas</translation>
        </message>
        <message>
            <source>Discarded, lowest quality first (% of comparisons)</source>
            <translation>Descartado, la calidad más baja primero (% de las comparaciones)</translation>
        </message>
        <message>
            <source>Wrongly not matched, FNMR (%)</source>
            <translation>No emparejadas por error, FNMR (%)</translation>
        </message>
        <message>
            <source>Match limit fixed at FNMR 5 % with nothing discarded; bands 95 % over people.</source>
            <translation>Límite de coincidencia fijado en FNMR 5 % sin descartar nada; bandas del 95 % sobre personas.</translation>
        </message>
        <message>
            <source>Also checked</source>
            <translation>También comprobado</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>Grupos</translation>
        </message>
        <message>
            <source>Photos with groups...</source>
            <translation>Fotos con grupos...</translation>
        </message>
    </context>
    <context>
        <name>Wizard</name>
        <message>
            <source>The command is on the clipboard.</source>
            <translation>La orden está en el portapapeles.</translation>
        </message>
        <message>
            <source>The model is learning from this. Stop the training to change it.</source>
            <translation>El modelo está aprendiendo de esto. Detenga el entrenamiento para cambiarlo.</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Terminar</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuar</translation>
        </message>
        <message>
            <source>Invented people</source>
            <translation>Personas inventadas</translation>
        </message>
        <message>
            <source>{0}  {1}</source>
            <translation>{0}  {1}</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Atrás</translation>
        </message>
        <message>
            <source>Copy as command line</source>
            <translation>Copiar como orden</translation>
        </message>
        <message>
            <source>All models</source>
            <translation>Todos los modelos</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Pasos</translation>
        </message>
    </context>
    <context>
        <name>_ModelCard</name>
        <message>
            <source>scores now</source>
            <translation>puntúa ahora</translation>
        </message>
        <message>
            <source>Comes with the program</source>
            <translation>Viene con el programa</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>Suyo</translation>
        </message>
    </context>
</TS>