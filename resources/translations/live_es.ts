<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>Actions</name>
    <message>
        <source>Start a camera or another source first.</source>
        <translation>Inicie antes una cámara u otro origen.</translation>
    </message>
    <message>
        <source>Take a photo first; its runners-up can be chosen until the next person.</source>
        <translation>Tome antes una foto; sus alternativas se pueden elegir hasta la persona siguiente.</translation>
    </message>
    <message>
        <source>Take the first frame of this capture</source>
        <translation>Quedarse con el primer fotograma de esta captura</translation>
    </message>
    <message>
        <source>Take the second frame of this capture</source>
        <translation>Quedarse con el segundo fotograma de esta captura</translation>
    </message>
    <message>
        <source>Take the third frame of this capture</source>
        <translation>Quedarse con el tercer fotograma de esta captura</translation>
    </message>
    <message>
        <source>Take the fourth frame of this capture</source>
        <translation>Quedarse con el cuarto fotograma de esta captura</translation>
    </message>
    <message>
        <source>Take the fifth frame of this capture</source>
        <translation>Quedarse con el quinto fotograma de esta captura</translation>
    </message>
    <message>
        <source>Start the camera</source>
        <translation>Iniciar la cámara</translation>
    </message>
    <message>
        <source>Live with the synthetic demo</source>
        <translation>En vivo con la demostración sintética</translation>
    </message>
    <message>
        <source>Choose a source...</source>
        <translation>Elegir un origen...</translation>
    </message>
    <message>
        <source>Stop the source</source>
        <translation>Parar el origen</translation>
    </message>
    <message>
        <source>Take a photo now</source>
        <translation>Tomar una foto ahora</translation>
    </message>
    <message>
        <source>Retake the photo</source>
        <translation>Repetir la foto</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>Siguiente persona</translation>
    </message>
    <message>
        <source>Record video and figures</source>
        <translation>Grabar vídeo y cifras</translation>
    </message>
    <message>
        <source>Subject screen</source>
        <translation>Pantalla de la persona</translation>
    </message>
    <message>
        <source>Mirror the picture</source>
        <translation>Imagen como en un espejo</translation>
    </message>
    <message>
        <source>Size of the oval...</source>
        <translation>Tamaño del óvalo...</translation>
    </message>
    <message>
        <source>Type the ID of the person</source>
        <translation>Escribir el ID de la persona</translation>
    </message>
    <message>
        <source>Live settings...</source>
        <translation>Ajustes de En vivo...</translation>
    </message>
</context>
<context>
    <name>CapturedCard</name>
    <message>
        <source>Take now</source>
        <translation>Tomar ahora</translation>
    </message>
    <message>
        <source>Retake</source>
        <translation>Repetir</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>Siguiente persona</translation>
    </message>
    <message>
        <source>Frames of this capture with their quality; the star marks the best, the ring what is kept. Dashed: not accepted yet. A click or its number takes another one instead, until the next person.</source>
        <translation>Fotogramas de esta captura con su calidad; la estrella marca el mejor, el anillo el que se guarda. Con trazos: aún sin aceptar. Un clic o su número elige otro en su lugar, hasta la persona siguiente.</translation>
    </message>
    <message>
        <source>Captured for {0}</source>
        <translation>Capturas de {0}</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>Capturas</translation>
    </message>
    <message>
        <source>saved in {0}</source>
        <translation>guardado en {0}</translation>
    </message>
    <message>
        <source>&lt;b&gt;Best: {0}&lt;/b&gt;</source>
        <translation>&lt;b&gt;Mejor: {0}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;Kept: {0}&lt;/b&gt;</source>
        <translation>&lt;b&gt;Guardada: {0}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>not on disk yet</source>
        <translation>aún no está en el disco</translation>
    </message>
    <message>
        <source>picture, crop and JSON saved</source>
        <translation>imagen, recorte y JSON guardados</translation>
    </message>
    <message>
        <source>to be accepted</source>
        <translation>por aceptar</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Tomar</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Intro</translation>
    </message>
</context>
<context>
    <name>ChecksCard</name>
    <message>
        <source>Checks</source>
        <translation>Comprobaciones</translation>
    </message>
    <message>
        <source>Recognition quality</source>
        <translation>Calidad de reconocimiento</translation>
    </message>
    <message>
        <source>Share of the reference photos that score lower, 0 to 100. From the FaceQnet network, not from the checks.</source>
        <translation>Parte de las fotos de referencia con menos puntuación, de 0 a 100. De la red FaceQnet, no de las comprobaciones.</translation>
    </message>
    <message>
        <source>Profile: {0}</source>
        <translation>Perfil: {0}</translation>
    </message>
    <message>
        <source>No face to score.</source>
        <translation>No hay cara que puntuar.</translation>
    </message>
    <message>
        <source>Better than {0} % of the reference photos.</source>
        <translation>Mejor que el {0} % de las fotos de referencia.</translation>
    </message>
    <message>
        <source>This profile sets no limit.</source>
        <translation>Este perfil no pone límite.</translation>
    </message>
    <message>
        <source>Limit for this profile: {0}.</source>
        <translation>Límite de este perfil: {0}.</translation>
    </message>
</context>
<context>
    <name>GuideSize</name>
    <message>
        <source>Size of the oval</source>
        <translation>Tamaño del óvalo</translation>
    </message>
    <message>
        <source>Share of the picture&apos;s height; a smaller oval lets people stand farther away.</source>
        <translation>Parte de la altura de la imagen; con un óvalo menor se puede estar más lejos.</translation>
    </message>
    <message>
        <source>As the profile says</source>
        <translation>Según el perfil</translation>
    </message>
    <message>
        <source>Each profile has a size of its own; what is set here is kept for it at this desk.</source>
        <translation>Cada perfil tiene su propio tamaño; el que se elige aquí se guarda para él en este puesto.</translation>
    </message>
    <message>
        <source>{0} % of the picture</source>
        <translation>{0} % de la imagen</translation>
    </message>
    <message>
        <source>A face fits the oval about {0} from a camera with a webcam&apos;s usual angle of view.</source>
        <translation>Una cara llena el óvalo a unos {0} de una cámara con el ángulo de visión habitual de una webcam.</translation>
    </message>
    <message>
        <source>The person is about {0} away now.</source>
        <translation>La persona está ahora a unos {0}.</translation>
    </message>
    <message>
        <source>Nobody is in the picture.</source>
        <translation>No hay nadie en la imagen.</translation>
    </message>
</context>
<context>
    <name>LiveChecks</name>
    <message>
        <source>One face</source>
        <translation>Una sola cara</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>Centrada</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Distancia</translation>
    </message>
    <message>
        <source>Facing the camera</source>
        <translation>De cara a la cámara</translation>
    </message>
    <message>
        <source>Head upright</source>
        <translation>Cabeza recta</translation>
    </message>
    <message>
        <source>Light on the face</source>
        <translation>Luz en la cara</translation>
    </message>
    <message>
        <source>Even light</source>
        <translation>Luz uniforme</translation>
    </message>
    <message>
        <source>Sharp and still</source>
        <translation>Nítida y quieta</translation>
    </message>
    <message>
        <source>Eyes open</source>
        <translation>Ojos abiertos</translation>
    </message>
    <message>
        <source>Mouth closed</source>
        <translation>Boca cerrada</translation>
    </message>
    <message>
        <source>Faces that the detector sees. A second one counts from half the height of the first.</source>
        <translation>Caras que ve el detector. La segunda cuenta desde la mitad de la altura de la primera.</translation>
    </message>
    <message>
        <source>From the middle of the eyes to the middle of the oval, in percent of its height.</source>
        <translation>Del centro de los ojos al centro del óvalo, en tanto por ciento de su altura.</translation>
    </message>
    <message>
        <source>Height of the head in percent of the picture, from the distance between the eyes.</source>
        <translation>Altura de la cabeza en tanto por ciento de la imagen, según la distancia entre los ojos.</translation>
    </message>
    <message>
        <source>Turn (positive to the person&apos;s left) and nod (positive upwards) in degrees, from the mesh.</source>
        <translation>Giro (positivo a la izquierda de la persona) e inclinación (positiva hacia arriba) en grados, según la malla.</translation>
    </message>
    <message>
        <source>How far the head leans to a side, in degrees, from the face mesh.</source>
        <translation>Cuánto se ladea la cabeza, en grados, según la malla facial.</translation>
    </message>
    <message>
        <source>Light on the face, 0 to 100: OFIQ&apos;s luminance and exposure on our landmarks.</source>
        <translation>Luz en la cara, de 0 a 100: luminancia y exposición de OFIQ con nuestros puntos.</translation>
    </message>
    <message>
        <source>Whether both cheeks have the same light, 0 to 100: OFIQ&apos;s formula on our landmarks.</source>
        <translation>Si ambas mejillas tienen la misma luz, de 0 a 100: fórmula de OFIQ con nuestros puntos.</translation>
    </message>
    <message>
        <source>Sharpness of the face, 0 to 100, and how quickly it moves.</source>
        <translation>Nitidez de la cara, de 0 a 100, y lo deprisa que se mueve.</translation>
    </message>
    <message>
        <source>How far the lids of the smaller eye are apart, 0 to 100: OFIQ&apos;s formula on the mesh.</source>
        <translation>Separación de los párpados del ojo menos abierto, de 0 a 100: fórmula de OFIQ con la malla.</translation>
    </message>
    <message>
        <source>How closed the lips are, 0 to 100: OFIQ&apos;s formula on the face mesh.</source>
        <translation>Lo cerrados que están los labios, de 0 a 100: fórmula de OFIQ con la malla facial.</translation>
    </message>
    <message>
        <source>{0} % off</source>
        <translation>{0} % de desvío</translation>
    </message>
    <message>
        <source>head {0} % of height</source>
        <translation>cabeza {0} % de la altura</translation>
    </message>
    <message>
        <source>yaw {0}, pitch {1}</source>
        <translation>giro {0}, inclinación {1}</translation>
    </message>
    <message>
        <source>roll {0}</source>
        <translation>ladeo {0}</translation>
    </message>
    <message>
        <source>{0}, too bright</source>
        <translation>{0}, demasiada luz</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>en movimiento</translation>
    </message>
</context>
<context>
    <name>LiveControl</name>
    <message>
        <source>Something moved out of range. Starting again.</source>
        <translation>Algo se ha salido de su margen. Se empieza otra vez.</translation>
    </message>
</context>
<context>
    <name>LiveSettings</name>
    <message>
        <source>Live settings</source>
        <translation>Ajustes de En vivo</translation>
    </message>
    <message>
        <source>Each change acts at once.</source>
        <translation>Cada cambio actúa al momento.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>No voice is available here.</source>
        <translation>Aquí no hay ninguna voz disponible.</translation>
    </message>
    <message>
        <source>Checks that matter</source>
        <translation>Comprobaciones que cuentan</translation>
    </message>
    <message>
        <source>Position and distance always do; the others only where the profile asks for them.</source>
        <translation>La posición y la distancia, siempre; las demás, solo si el perfil las pide.</translation>
    </message>
</context>
<context>
    <name>LiveStates</name>
    <message>
        <source>No source</source>
        <translation>Sin origen</translation>
    </message>
    <message>
        <source>Start a camera, open a video, or try the synthetic demo.</source>
        <translation>Inicie una cámara, abra un vídeo o pruebe la demostración sintética.</translation>
    </message>
    <message>
        <source>Still waiting</source>
        <translation>Todavía esperando</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Iniciando</translation>
    </message>
    <message>
        <source>The first picture appears in a moment.</source>
        <translation>La primera imagen aparece en un momento.</translation>
    </message>
    <message>
        <source>Preparing the model</source>
        <translation>Preparando el modelo</translation>
    </message>
    <message>
        <source>The picture is live; checks begin in a moment.</source>
        <translation>La imagen está en vivo; las comprobaciones empiezan en un momento.</translation>
    </message>
    <message>
        <source>Nobody in the picture</source>
        <translation>No hay nadie en la imagen</translation>
    </message>
    <message>
        <source>Checks begin when a face is there.</source>
        <translation>Las comprobaciones empiezan cuando hay una cara.</translation>
    </message>
    <message>
        <source>{0} of {1} checks hold.</source>
        <translation>Se cumplen {0} de {1} comprobaciones.</translation>
    </message>
    <message>
        <source>Too few pixels</source>
        <translation>Faltan píxeles</translation>
    </message>
    <message>
        <source>Help is needed</source>
        <translation>Hace falta ayuda</translation>
    </message>
    <message>
        <source>“{0}” has not helped for a while. See the marked check.</source>
        <translation>«{0}» no ha servido por ahora. Vea la comprobación marcada.</translation>
    </message>
    <message>
        <source>Recognition quality is still below the limit.</source>
        <translation>La calidad de reconocimiento aún no llega al límite.</translation>
    </message>
    <message>
        <source>Almost ready</source>
        <translation>Casi listo</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>The photo is taken when all hold for {0} s.</source>
        <translation>La foto se toma cuando todas se cumplen durante {0} s.</translation>
    </message>
    <message>
        <source>{0} accepts the photo, {1} takes it again.</source>
        <translation>{0} acepta la foto, {1} la repite.</translation>
    </message>
    <message>
        <source>Accepted in a moment; {0} takes it again.</source>
        <translation>Se acepta en un momento; {0} la repite.</translation>
    </message>
    <message>
        <source>The photo is saved. {0} goes on to the next person.</source>
        <translation>La foto está guardada. {0} pasa a la siguiente persona.</translation>
    </message>
    <message>
        <source>The best frame so far is offered. {0} takes it.</source>
        <translation>Se ofrece la mejor imagen hasta ahora. {0} la toma.</translation>
    </message>
    <message>
        <source>Not ready yet</source>
        <translation>Aún no está listo</translation>
    </message>
    <message>
        <source>The photo follows.</source>
        <translation>Ahora viene la foto.</translation>
    </message>
    <message>
        <source>Press {0} to take the photo.</source>
        <translation>Pulse {0} para tomar la foto.</translation>
    </message>
    <message>
        <source>This source gives {0} px between the eyes, {1} wanted: choose a higher resolution.</source>
        <translation>Este origen da {0} px entre los ojos y se piden {1}: elija una resolución mayor.</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>No se mueva</translation>
    </message>
    <message>
        <source>All checks hold. The photo follows.</source>
        <translation>Se cumplen todas. Ahora viene la foto.</translation>
    </message>
    <message>
        <source>Taking the photo</source>
        <translation>Tomando la foto</translation>
    </message>
    <message>
        <source>The best frame since all checks held is chosen.</source>
        <translation>Se elige la mejor imagen desde que se cumplen todas.</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Guardando</translation>
    </message>
    <message>
        <source>Picture, crop and JSON are being written.</source>
        <translation>Se escriben la imagen, el recorte y el JSON.</translation>
    </message>
    <message>
        <source>Quality {0}</source>
        <translation>Calidad {0}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>“{0}” has not held so far. Take the photo by hand, or go on waiting.</source>
        <translation>«{0}» no se ha cumplido todavía. Tome la foto a mano o siga esperando.</translation>
    </message>
    <message>
        <source>Take it by hand?</source>
        <translation>¿Tomarla a mano?</translation>
    </message>
    <message>
        <source>Reconnecting in {0} s. The person and the photos are kept.</source>
        <translation>Se reconecta en {0} s. La persona y las fotos se conservan.</translation>
    </message>
    <message>
        <source>Reconnecting now. The person and the photos are kept.</source>
        <translation>Reconectando. La persona y las fotos se conservan.</translation>
    </message>
    <message>
        <source>Camera lost</source>
        <translation>Cámara perdida</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>The photo is kept in memory until it can be written.</source>
        <translation>La foto sigue en memoria hasta que se pueda escribir.</translation>
    </message>
    <message>
        <source>The video has ended</source>
        <translation>El vídeo ha terminado</translation>
    </message>
    <message>
        <source>Play it again, or choose another source.</source>
        <translation>Reprodúzcalo otra vez o elija otro origen.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Sin imagen</translation>
    </message>
    <message>
        <source>Try again, or choose another source.</source>
        <translation>Pruebe otra vez o elija otro origen.</translation>
    </message>
</context>
<context>
    <name>LiveTroubles</name>
    <message>
        <source>{0} is not there. Captured photos are saved. Check it, or choose another source.</source>
        <translation>{0} no está. Las fotos tomadas están guardadas. Compruébelo o elija otro origen.</translation>
    </message>
    <message>
        <source>{0} is used by another program. Captured photos are saved. Close that program or choose another camera.</source>
        <translation>Otro programa usa {0}. Las fotos tomadas están guardadas. Cierre ese programa o elija otra cámara.</translation>
    </message>
    <message>
        <source>This program may not use {0}. Captured photos are saved. Allow it in the system&apos;s settings, then try again.</source>
        <translation>Este programa no puede usar {0}. Las fotos tomadas están guardadas. Permítalo en los ajustes del sistema y pruebe otra vez.</translation>
    </message>
    <message>
        <source>{0} gives no more pictures. Captured photos are saved.</source>
        <translation>{0} ya no da imágenes. Las fotos tomadas están guardadas.</translation>
    </message>
    <message>
        <source>{0} does not answer. Captured photos are saved. Try again, or choose another source.</source>
        <translation>{0} no responde. Las fotos tomadas están guardadas. Pruebe otra vez o elija otro origen.</translation>
    </message>
    <message>
        <source>{0} has no video stream. Choose another file.</source>
        <translation>{0} no tiene vídeo. Elija otro archivo.</translation>
    </message>
    <message>
        <source>{0} is not a video that can be read. Choose another file.</source>
        <translation>{0} no es un vídeo que se pueda leer. Elija otro archivo.</translation>
    </message>
    <message>
        <source>{0} is a photo, not a video. Open it in Triage, or choose a video.</source>
        <translation>{0} es una foto, no un vídeo. Ábrala en Selección o elija un vídeo.</translation>
    </message>
    <message>
        <source>{0} has ended. Captured photos are saved.</source>
        <translation>{0} ha terminado. Las fotos tomadas están guardadas.</translation>
    </message>
    <message>
        <source>this source</source>
        <translation>este origen</translation>
    </message>
    <message>
        <source>The disk of {0} is full. The photo is kept in memory. Free some space or choose another folder, then write it again.</source>
        <translation>El disco de {0} está lleno. La foto sigue en memoria. Libere espacio o elija otra carpeta y escríbala otra vez.</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}). The photo is kept in memory. Choose another folder, then write it again.</source>
        <translation>No se puede escribir en {0} ({1}). La foto sigue en memoria. Elija otra carpeta y escríbala otra vez.</translation>
    </message>
    <message>
        <source>The other frame could not be written ({0}). The photo that was taken is still there. Free some space, then choose again.</source>
        <translation>No se pudo escribir el otro fotograma ({0}). La foto tomada sigue ahí. Libere espacio y vuelva a elegir.</translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>Live camera</source>
        <translation>Cámara en vivo</translation>
    </message>
    <message>
        <source>Subject screen</source>
        <translation>Pantalla de la persona</translation>
    </message>
    <message>
        <source>Live settings</source>
        <translation>Ajustes de En vivo</translation>
    </message>
    <message>
        <source>Synthetic demo</source>
        <translation>Demostración sintética</translation>
    </message>
    <message>
        <source>Choose a source</source>
        <translation>Elegir un origen</translation>
    </message>
    <message>
        <source>What the person sees: picture, oval and one sentence</source>
        <translation>Lo que ve la persona: imagen, óvalo y una frase</translation>
    </message>
    <message>
        <source>{0}, {1} × {2}</source>
        <translation>{0}, {1} × {2}</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>En espejo</translation>
    </message>
    <message>
        <source>Not mirrored</source>
        <translation>Sin espejo</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Apagado</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Iniciando</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Sin imagen</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdido</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En vivo</translation>
    </message>
    <message>
        <source>How far from the camera a face fits the oval; opens its size</source>
        <translation>A qué distancia de la cámara una cara llena el óvalo; abre su tamaño</translation>
    </message>
    <message>
        <source>Working distance: {0}</source>
        <translation>Distancia de trabajo: {0}</translation>
    </message>
    <message>
        <source>The camera is in use</source>
        <translation>La cámara está en uso</translation>
    </message>
    <message>
        <source>The camera is not allowed</source>
        <translation>La cámara no está permitida</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Sin respuesta</translation>
    </message>
    <message>
        <source>There is no video in this file</source>
        <translation>No hay vídeo en este archivo</translation>
    </message>
    <message>
        <source>This file cannot be read</source>
        <translation>Este archivo no se puede leer</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probar otra vez</translation>
    </message>
    <message>
        <source>Choose another source</source>
        <translation>Elegir otro origen</translation>
    </message>
    <message>
        <source>Start camera</source>
        <translation>Iniciar la cámara</translation>
    </message>
    <message>
        <source>The photo is taken by itself when everything is right. Nothing leaves this computer.</source>
        <translation>La foto se toma sola cuando todo está bien. Nada sale de este ordenador.</translation>
    </message>
    <message>
        <source>No camera is running</source>
        <translation>No hay ninguna cámara en marcha</translation>
    </message>
    <message>
        <source>Still waiting for the camera</source>
        <translation>Todavía esperando a la cámara</translation>
    </message>
    <message>
        <source>Starting the camera</source>
        <translation>Iniciando la cámara</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>Escribir otra vez</translation>
    </message>
    <message>
        <source>Another folder...</source>
        <translation>Otra carpeta...</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Tomarla otra vez</translation>
    </message>
    <message>
        <source>The photo is not saved</source>
        <translation>La foto no está guardada</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Reproducir otra vez</translation>
    </message>
    <message>
        <source>The video has ended</source>
        <translation>El vídeo ha terminado</translation>
    </message>
    <message>
        <source>Open in Triage</source>
        <translation>Abrir en Selección</translation>
    </message>
    <message>
        <source>This is a photo</source>
        <translation>Esto es una foto</translation>
    </message>
    <message>
        <source>There is no picture</source>
        <translation>No hay imagen</translation>
    </message>
</context>
<context>
    <name>Offer</name>
    <message>
        <source>Take this one</source>
        <translation>Tomar esta</translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation>Mejor por ahora</translation>
    </message>
    <message>
        <source>{0} accepts, {1} takes it again</source>
        <translation>{0} la acepta, {1} la repite</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Tomada</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Type or scan the ID</source>
        <translation>Escriba o escanee el ID</translation>
    </message>
    <message>
        <source>ID of the person</source>
        <translation>ID de la persona</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>Nada sale de este ordenador.</translation>
    </message>
    <message>
        <source>Enrolled photos...</source>
        <translation>Fotos registradas...</translation>
    </message>
    <message>
        <source>Choose the folder with enrolled photos, named by ID, to compare faces with</source>
        <translation>Elija la carpeta de fotos registradas, con el ID por nombre, para comparar las caras</translation>
    </message>
    <message>
        <source>already captured</source>
        <translation>ya capturada</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
    <message>
        <source>{0} today</source>
        <translation>{0} hoy</translation>
    </message>
    <message>
        <source>Similarity {0} to the enrolled photo, limit {1}</source>
        <translation>Similitud {0} con la foto registrada, límite {1}</translation>
    </message>
    <message>
        <source>Similarity {0}, limit {1}</source>
        <translation>Similitud {0}, límite {1}</translation>
    </message>
    <message>
        <source>Enrolled photo</source>
        <translation>Foto registrada</translation>
    </message>
    <message>
        <source>It shows no face, so nothing is compared.</source>
        <translation>No muestra ninguna cara: no se compara nada.</translation>
    </message>
    <message>
        <source>Compared as soon as a face is there.</source>
        <translation>Se compara en cuanto haya una cara.</translation>
    </message>
    <message>
        <source>No enrolled photo</source>
        <translation>Sin foto registrada</translation>
    </message>
    <message>
        <source>No ID yet</source>
        <translation>Aún sin ID</translation>
    </message>
    <message>
        <source>Nothing is compared for this person.</source>
        <translation>Para esta persona no se compara nada.</translation>
    </message>
    <message>
        <source>Photos are named by it.</source>
        <translation>Da nombre a las fotos.</translation>
    </message>
    <message>
        <source>Looks like {0}</source>
        <translation>Se parece a {0}</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>Se parece</translation>
    </message>
    <message>
        <source>Unsure whether it is {0}</source>
        <translation>No está claro que sea {0}</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>No es seguro</translation>
    </message>
    <message>
        <source>Does not look like {0}</source>
        <translation>No se parece a {0}</translation>
    </message>
    <message>
        <source>Not alike</source>
        <translation>No se parece</translation>
    </message>
</context>
<context>
    <name>Recordings</name>
    <message>
        <source>{0} and its table are saved.</source>
        <translation>{0} y su tabla están guardados.</translation>
    </message>
    <message>
        <source>{0} and its table are saved; {1} frames did not fit.</source>
        <translation>{0} y su tabla están guardados; {1} imágenes no cupieron.</translation>
    </message>
</context>
<context>
    <name>ShotStrip</name>
    <message>
        <source>{0}, kept</source>
        <translation>{0}, guardada</translation>
    </message>
    <message>
        <source>Take this frame instead ({0}); until the next person</source>
        <translation>Quedarse con este fotograma ({0}); hasta la persona siguiente</translation>
    </message>
</context>
<context>
    <name>SourceMenu</name>
    <message>
        <source>No camera is plugged in</source>
        <translation>No hay ninguna cámara conectada</translation>
    </message>
    <message>
        <source>Video file...</source>
        <translation>Archivo de vídeo...</translation>
    </message>
    <message>
        <source>Video file, again and again...</source>
        <translation>Archivo de vídeo, en bucle...</translation>
    </message>
    <message>
        <source>Video file, as fast as it can be analysed...</source>
        <translation>Archivo de vídeo, tan rápido como se analice...</translation>
    </message>
    <message>
        <source>Network camera (RTSP or HTTP)...</source>
        <translation>Cámara de red (RTSP o HTTP)...</translation>
    </message>
    <message>
        <source>Synthetic demo</source>
        <translation>Demostración sintética</translation>
    </message>
    <message>
        <source>Stop the source</source>
        <translation>Parar el origen</translation>
    </message>
    <message>
        <source>Videos {0}</source>
        <translation>Vídeos {0}</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>Abrir un vídeo</translation>
    </message>
    <message>
        <source>Address of the stream, for example rtsp://192.168.1.20/live</source>
        <translation>Dirección de la emisión, por ejemplo rtsp://192.168.1.20/live</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Cámara de red</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Frames a second, over the last two seconds</source>
        <translation>Imágenes por segundo en los últimos dos segundos</translation>
    </message>
    <message>
        <source>From the arrival of a frame to its painting, median of the last two seconds</source>
        <translation>Desde que llega una imagen hasta que se pinta, mediana de los últimos dos segundos</translation>
    </message>
    <message>
        <source>Frames that came while an older one was being analysed; they are never queued</source>
        <translation>Imágenes que llegaron mientras se analizaba otra; nunca hacen cola</translation>
    </message>
    <message>
        <source>The quality model, with the first digits of its fingerprint</source>
        <translation>El modelo de calidad, con las primeras cifras de su huella</translation>
    </message>
    <message>
        <source>Where the networks run</source>
        <translation>Dónde trabajan las redes</translation>
    </message>
    <message>
        <source>Film and a table with one row per analysed frame, for research</source>
        <translation>Vídeo y una tabla con una fila por imagen analizada, para investigar</translation>
    </message>
    <message>
        <source>{0} shown per second, preparing the model</source>
        <translation>{0} mostradas por segundo, preparando el modelo</translation>
    </message>
    <message>
        <source>{0} shown, {1} analysed per second</source>
        <translation>{0} mostradas, {1} analizadas por segundo</translation>
    </message>
    <message>
        <source>{0} ms behind the camera</source>
        <translation>{0} ms tras la cámara</translation>
    </message>
    <message>
        <source>{0} frames skipped, none queued</source>
        <translation>{0} imágenes saltadas, ninguna en cola</translation>
    </message>
    <message>
        <source>Recording {0}</source>
        <translation>Grabando {0}</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Grabar</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>limit {0}</source>
        <translation>límite {0}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
</context>
<context>
    <name>StripCard</name>
    <message>
        <source>Quality over the last 30 s</source>
        <translation>Calidad en los últimos 30 s</translation>
    </message>
    <message>
        <source>bars: which hint was shown</source>
        <translation>barras: qué indicación se mostró</translation>
    </message>
    <message>
        <source>Recognition quality, 0 to 100, of each analysed frame. Diamonds: photos. Dashed: the profile&apos;s limit.</source>
        <translation>Calidad de reconocimiento, de 0 a 100, de cada imagen analizada. Rombos: fotos. Discontinua: el límite del perfil.</translation>
    </message>
</context>
<context>
    <name>SubjectWindow</name>
    <message>
        <source>FaceQnet: subject screen</source>
        <translation>FaceQnet: pantalla de la persona</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Un momento, por favor</translation>
    </message>
</context>
</TS>
