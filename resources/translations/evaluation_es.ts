<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="es">
    <context>
        <name>Actions</name>
        <message>
            <source>Evaluate</source>
            <translation>Evaluar</translation>
        </message>
        <message>
            <source>Stop the evaluation</source>
            <translation>Parar la evaluación</translation>
        </message>
        <message>
            <source>Save the figure...</source>
            <translation>Guardar la figura...</translation>
        </message>
        <message>
            <source>Save the curves as CSV...</source>
            <translation>Guardar las curvas como CSV...</translation>
        </message>
        <message>
            <source>Save a report...</source>
            <translation>Guardar un informe...</translation>
        </message>
        <message>
            <source>Copy the evaluation as command line</source>
            <translation>Copiar la evaluación como línea de comandos</translation>
        </message>
        <message>
            <source>Forget embeddings</source>
            <translation>Olvidar los vectores</translation>
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
            <source>Reject as a wrong label</source>
            <translation>Rechazar por etiqueta errónea</translation>
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
            <source>Lower the limit by 1</source>
            <translation>Bajar el límite en 1</translation>
        </message>
        <message>
            <source>Raise the limit by 1</source>
            <translation>Subir el límite en 1</translation>
        </message>
    </context>
    <context>
        <name>Cards</name>
        <message>
            <source>similarity {0}, limit {1}</source>
            <translation>similitud {0}, límite {1}</translation>
        </message>
        <message>
            <source>{0}, quality {1}, {2}, {3}</source>
            <translation>{0}, calidad {1}, {2}, {3}</translation>
        </message>
        <message>
            <source>similarity {0}</source>
            <translation>similitud {0}</translation>
        </message>
        <message>
            <source>Quality {0}, {1}: better than {0} % of the reference photos</source>
            <translation>Calidad {0}, {1}: mejor que el {0} % de las fotos de referencia</translation>
        </message>
    </context>
    <context>
        <name>Centre</name>
        <message>
            <source>Curve</source>
            <translation>Curva</translation>
        </message>
        <message>
            <source>Distribution</source>
            <translation>Distribución</translation>
        </message>
        <message>
            <source>DET</source>
            <translation>DET</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>Grupos</translation>
        </message>
        <message>
            <source>Suspects</source>
            <translation>Sospechas</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabla</translation>
        </message>
        <message>
            <source>Views of the evaluation</source>
            <translation>Vistas de la evaluación</translation>
        </message>
        <message>
            <source>Column of groups</source>
            <translation>Columna de grupos</translation>
        </message>
        <message>
            <source>Suspects ({0})</source>
            <translation>Sospechas ({0})</translation>
        </message>
        <message>
            <source>Choose a CSV of groups at the left: a column path or subject, and any columns of groups.</source>
            <translation>Elija a la izquierda un CSV de grupos: una columna path o subject y cualquier columna de grupos.</translation>
        </message>
        <message>
            <source>Grey: fewer than 10 people or errors, not to be compared. {0} photos have no value; {1} comparisons join two groups and count for none.</source>
            <translation>En gris: menos de 10 personas o errores, no comparables. {0} fotos no tienen valor; {1} comparaciones unen dos grupos y no cuentan para ninguno.</translation>
        </message>
        <message>
            <source>95 % band</source>
            <translation>banda del 95 %</translation>
        </message>
        <message>
            <source>95 % band of the first</source>
            <translation>banda del 95 % del primero</translation>
        </message>
        <message>
            <source>ideal order</source>
            <translation>orden ideal</translation>
        </message>
        <message>
            <source>random order, expected</source>
            <translation>orden al azar, esperado</translation>
        </message>
        <message>
            <source>A bracket joins methods that cannot be ranked: the band of their difference includes 0.</source>
            <translation>Un corchete une métodos que no se pueden ordenar: la banda de su diferencia incluye el 0.</translation>
        </message>
        <message>
            <source>Double click or Enter: this person's photos in Triage.</source>
            <translation>Doble clic o Intro: las fotos de esta persona en Selección.</translation>
        </message>
    </context>
    <context>
        <name>Curve</name>
        <message>
            <source>Discarded, lowest quality first (% of comparisons)</source>
            <translation>Descartado, primero la calidad más baja (% de comparaciones)</translation>
        </message>
        <message>
            <source>Quality limit</source>
            <translation>Límite de calidad</translation>
        </message>
        <message>
            <source>Error-versus-discard curve</source>
            <translation>Curva de error frente a descarte</translation>
        </message>
        <message>
            <source>Wrongly not matched, FNMR (%)</source>
            <translation>No reconocidas por error, FNMR (%)</translation>
        </message>
        <message>
            <source>fewer than 10 errors</source>
            <translation>menos de 10 errores</translation>
        </message>
        <message>
            <source>FNMR {0} {1}</source>
            <translation>FNMR {0} {1}</translation>
        </message>
        <message>
            <source>{0} discarded</source>
            <translation>{0} descartado</translation>
        </message>
        <message>
            <source>quality &lt; {0}</source>
            <translation>calidad &lt; {0}</translation>
        </message>
        <message>
            <source>{0} errors left</source>
            <translation>quedan {0} errores</translation>
        </message>
    </context>
    <context>
        <name>DataCard</name>
        <message>
            <source>Not evaluated yet.</source>
            <translation>Aún sin evaluar.</translation>
        </message>
        <message>
            <source>1 person, {0} photos</source>
            <translation>1 persona, {0} fotos</translation>
        </message>
        <message>
            <source>{0} people, {1} photos</source>
            <translation>{0} personas, {1} fotos</translation>
        </message>
        <message>
            <source>{0} comparisons of one person</source>
            <translation>{0} comparaciones de una persona</translation>
        </message>
        <message>
            <source>Of {0} possible</source>
            <translation>De {0} posibles</translation>
        </message>
        <message>
            <source>{0} of different people</source>
            <translation>{0} de personas distintas</translation>
        </message>
        <message>
            <source>1 error at the match limit</source>
            <translation>1 error en el límite de coincidencia</translation>
        </message>
        <message>
            <source>{0} errors at the match limit</source>
            <translation>{0} errores en el límite de coincidencia</translation>
        </message>
        <message>
            <source>Left out: {0}</source>
            <translation>Fuera: {0}</translation>
        </message>
    </context>
    <context>
        <name>DataPanel</name>
        <message>
            <source>Data</source>
            <translation>Datos</translation>
        </message>
        <message>
            <source>Methods</source>
            <translation>Métodos</translation>
        </message>
        <message>
            <source>Recogniser</source>
            <translation>Reconocedor</translation>
        </message>
        <message>
            <source>Match limit</source>
            <translation>Límite de coincidencia</translation>
        </message>
        <message>
            <source>Comparisons a person, at most</source>
            <translation>Comparaciones por persona, máx.</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>Grupos</translation>
        </message>
        <message>
            <source>Embeddings</source>
            <translation>Vectores de rasgos</translation>
        </message>
        <message>
            <source>Add scores...</source>
            <translation>Añadir puntuaciones...</translation>
        </message>
        <message>
            <source>Another method's scores: our result files, OFIQ's CSV, the original FaceQnet's, or name,score</source>
            <translation>Puntuaciones de otro método: nuestros resultados, el CSV de OFIQ, el del FaceQnet original, o name,score</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>Referencia</translation>
        </message>
        <message>
            <source>Compare the faces of these people (Ctrl+Enter)</source>
            <translation>Comparar las caras de estas personas (Ctrl+Intro)</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Parar</translation>
        </message>
        <message>
            <source>Estimate again, keep FMR</source>
            <translation>Reestimar, mantener FMR</translation>
        </message>
        <message>
            <source>At every step the match limit is set again so that FMR stays the same on what is left.</source>
            <translation>En cada paso se fija de nuevo el límite de coincidencia para que la FMR siga igual en lo que queda.</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Todas</translation>
        </message>
        <message>
            <source>So that one person with many photos does not decide the result; chosen at random.</source>
            <translation>Para que una persona con muchas fotos no decida el resultado; elegidas al azar.</translation>
        </message>
        <message>
            <source>No groups</source>
            <translation>Sin grupos</translation>
        </message>
        <message>
            <source>Keep on this computer</source>
            <translation>Guardar en este equipo</translation>
        </message>
        <message>
            <source>Forget embeddings</source>
            <translation>Olvidar los vectores</translation>
        </message>
        <message>
            <source>Match limit by</source>
            <translation>Límite de coincidencia según</translation>
        </message>
        <message>
            <source>FNMR, all kept</source>
            <translation>FNMR sin descartar</translation>
        </message>
        <message>
            <source>FMR</source>
            <translation>FMR</translation>
        </message>
        <message>
            <source>Choose a file...</source>
            <translation>Elegir un archivo...</translation>
        </message>
        <message>
            <source>Scores of another method</source>
            <translation>Puntuaciones de otro método</translation>
        </message>
        <message>
            <source>A recogniser</source>
            <translation>Un reconocedor</translation>
        </message>
        <message>
            <source>Groups of photos or people</source>
            <translation>Grupos de fotos o personas</translation>
        </message>
        <message>
            <source>Choose a CSV...</source>
            <translation>Elegir un CSV...</translation>
        </message>
        <message>
            <source>A column path or subject, and any columns of groups</source>
            <translation>Una columna path o subject y cualquier columna de grupos</translation>
        </message>
        <message>
            <source>Evaluate again</source>
            <translation>Evaluar de nuevo</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>Evaluar</translation>
        </message>
        <message>
            <source>Something else is wanted than is shown.</source>
            <translation>Lo pedido no es lo que se muestra.</translation>
        </message>
        <message>
            <source>Reading faces: {0} of {1}</source>
            <translation>Leyendo caras: {0} de {1}</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Comparando</translation>
        </message>
        <message>
            <source>Kept: {0} MB of biometric data.</source>
            <translation>Guardado: {0} MB de datos biométricos.</translation>
        </message>
        <message>
            <source>{0} in memory until the window closes. Embeddings are biometric data.</source>
            <translation>{0} en memoria hasta cerrar la ventana. Son datos biométricos.</translation>
        </message>
        <message>
            <source>None. Embeddings are biometric data; they stay on this computer.</source>
            <translation>Ninguno. Son datos biométricos; no salen de este equipo.</translation>
        </message>
    </context>
    <context>
        <name>Deciding</name>
        <message>
            <source>Wrong label</source>
            <translation>Etiqueta errónea</translation>
        </message>
        <message>
            <source>This was the last pair of the list.</source>
            <translation>Este era el último par de la lista.</translation>
        </message>
        <message>
            <source>This session is read-only. Open a copy to decide.</source>
            <translation>Esta sesión es de solo lectura. Abra una copia para decidir.</translation>
        </message>
    </context>
    <context>
        <name>DetPlot</name>
        <message>
            <source>There are no comparisons of different people, so there is no DET.</source>
            <translation>No hay comparaciones de personas distintas, así que no hay DET.</translation>
        </message>
        <message>
            <source>Equal error rate {0}. FNMR {1} at FMR 1 %, {2} at FMR 0.1 %.</source>
            <translation>Tasa de error igual {0}. FNMR {1} con FMR 1 %, {2} con FMR 0,1 %.</translation>
        </message>
        <message>
            <source>Wrongly matched, FMR (%)</source>
            <translation>Reconocidas por error, FMR (%)</translation>
        </message>
        <message>
            <source>Wrongly not matched, FNMR (%)</source>
            <translation>No reconocidas por error, FNMR (%)</translation>
        </message>
        <message>
            <source>Detection error trade-off</source>
            <translation>Compromiso de errores de detección</translation>
        </message>
        <message>
            <source>FNMR {0}</source>
            <translation>FNMR {0}</translation>
        </message>
        <message>
            <source>FMR {0}</source>
            <translation>FMR {0}</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>Next to be discarded</source>
            <translation>Próximas a descartar</translation>
        </message>
        <message>
            <source>In spite of quality</source>
            <translation>A pesar de la calidad</translation>
        </message>
        <message>
            <source>Already discarded</source>
            <translation>Ya descartadas</translation>
        </message>
        <message>
            <source>Which errors</source>
            <translation>Qué errores</translation>
        </message>
        <message>
            <source>Pairs that fail</source>
            <translation>Pares que fallan</translation>
        </message>
        <message>
            <source>Errors with {0} discarded by {1}</source>
            <translation>Errores con {0} descartado por {1}</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>Ninguno.</translation>
        </message>
        <message>
            <source>1 pair of one person below the match limit {0}</source>
            <translation>1 par de una persona bajo el límite de coincidencia {0}</translation>
        </message>
        <message>
            <source>{0} pairs of one person below the match limit {1}</source>
            <translation>{0} pares de una persona bajo el límite de coincidencia {1}</translation>
        </message>
    </context>
    <context>
        <name>Evaluation</name>
        <message>
            <source>Area under the curve up to this share, over that of a random order: 1 is no better than chance. [95 % band]</source>
            <translation>Área bajo la curva hasta esta parte, entre la de un orden al azar: 1 no es mejor que el azar. [banda del 95 %]</translation>
        </message>
        <message>
            <source>FNMR with this share of the comparisons discarded. [95 % band]</source>
            <translation>FNMR con esta parte de las comparaciones descartada. [banda del 95 %]</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Método</translation>
        </message>
        <message>
            <source>Best first. A bracket joins methods that cannot be ranked on these comparisons.</source>
            <translation>El mejor primero. Un corchete une métodos que no se pueden ordenar con estas comparaciones.</translation>
        </message>
        <message>
            <source>FNMR at {0} %</source>
            <translation>FNMR al {0} %</translation>
        </message>
        <message>
            <source>Minus {0}</source>
            <translation>Menos {0}</translation>
        </message>
        <message>
            <source>Difference of pAUC(0.3) on the same draws. A band that includes 0 does not rank them.</source>
            <translation>Diferencia de pAUC(0,3) en los mismos sorteos. Una banda que incluye el 0 no los ordena.</translation>
        </message>
        <message>
            <source>Order like {0}</source>
            <translation>Orden como {0}</translation>
        </message>
        <message>
            <source>Spearman's rank correlation of the images' qualities.</source>
            <translation>Correlación de rangos de Spearman de las calidades de las imágenes.</translation>
        </message>
        <message>
            <source>A saved run has no draws to compare on.</source>
            <translation>Una evaluación guardada no tiene sorteos con los que comparar.</translation>
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
            <source>Mean score. [95 % band]</source>
            <translation>Puntuación media. [banda del 95 %]</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Puntuación</translation>
        </message>
        <message>
            <source>Quartiles</source>
            <translation>Cuartiles</translation>
        </message>
        <message>
            <source>Comparisons</source>
            <translation>Comparaciones</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>Errores</translation>
        </message>
        <message>
            <source>In percent. [95 % band]</source>
            <translation>En porcentaje. [banda del 95 %]</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Diferencia</translation>
        </message>
        <message>
            <source>In percentage points, on the same draws. [95 % band]</source>
            <translation>En puntos porcentuales, en los mismos sorteos. [banda del 95 %]</translation>
        </message>
        <message>
            <source>{0} minus {1}</source>
            <translation>{0} menos {1}</translation>
        </message>
        <message>
            <source>too few</source>
            <translation>muy pocos</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Persona</translation>
        </message>
        <message>
            <source>Mean quality</source>
            <translation>Calidad media</translation>
        </message>
        <message>
            <source>Lowest</source>
            <translation>Más baja</translation>
        </message>
        <message>
            <source>Worst photo</source>
            <translation>Peor foto</translation>
        </message>
        <message>
            <source>No comparison fails at this match limit: nothing can be said about quality.</source>
            <translation>Ninguna comparación falla con este límite de coincidencia: no se puede decir nada de la calidad.</translation>
        </message>
        <message>
            <source>A limit of {0} leaves no comparison.</source>
            <translation>Un límite de {0} no deja ninguna comparación.</translation>
        </message>
        <message>
            <source>Nothing is rejected (quality &lt; {0}): FNMR {1} {2}.</source>
            <translation>No se rechaza nada (calidad &lt; {0}): FNMR {1} {2}.</translation>
        </message>
        <message>
            <source>Rejecting {0} (quality &lt; {1}) brings FNMR from {2} to {3} {4}.</source>
            <translation>Rechazar el {0} (calidad &lt; {1}) baja la FNMR del {2} al {3} {4}.</translation>
        </message>
        <message>
            <source>Rejecting {0} (quality &lt; {1}) raises FNMR from {2} to {3} {4}.</source>
            <translation>Rechazar el {0} (calidad &lt; {1}) sube la FNMR del {2} al {3} {4}.</translation>
        </message>
        <message>
            <source>That discards {0} of the comparisons.</source>
            <translation>Eso descarta el {0} de las comparaciones.</translation>
        </message>
        <message>
            <source>{0} errors are left.</source>
            <translation>Quedan {0} errores.</translation>
        </message>
        <message>
            <source>Everybody keeps a photo.</source>
            <translation>Todas las personas conservan una foto.</translation>
        </message>
        <message>
            <source>1 person would have no photo left.</source>
            <translation>1 persona se quedaría sin foto.</translation>
        </message>
        <message>
            <source>{0} people would have no photo left.</source>
            <translation>{0} personas se quedarían sin foto.</translation>
        </message>
        <message>
            <source>No errors: nothing to rank methods by.</source>
            <translation>Sin errores: nada con que ordenar métodos.</translation>
        </message>
        <message>
            <source>1 error: too few to rank methods.</source>
            <translation>1 error: muy pocos para ordenar métodos.</translation>
        </message>
        <message>
            <source>{0} errors: too few to rank methods.</source>
            <translation>{0} errores: muy pocos para ordenar métodos.</translation>
        </message>
        <message>
            <source>Match limit estimated again at every step so that FMR stays {0}.</source>
            <translation>Límite de coincidencia reestimado en cada paso para que la FMR siga en {0}.</translation>
        </message>
        <message>
            <source>Match limit fixed at 0 % discarded (FNMR {0}).</source>
            <translation>Límite de coincidencia fijado con 0 % descartado (FNMR {0}).</translation>
        </message>
        <message>
            <source>Match limit fixed at 0 % discarded (FNMR {0}, FMR {1}).</source>
            <translation>Límite de coincidencia fijado con 0 % descartado (FNMR {0}, FMR {1}).</translation>
        </message>
        <message>
            <source>FNMR, false non-match rate: comparisons of one person's photos that are wrongly not matched.</source>
            <translation>FNMR, tasa de falsa no coincidencia: comparaciones de fotos de una persona que no se reconocen por error.</translation>
        </message>
        <message>
            <source>Not reachable with this score: best is {0} {1} at {2} rejected.</source>
            <translation>No alcanzable con esta puntuación: lo mejor es {0} {1} con {2} rechazado.</translation>
        </message>
        <message>
            <source>Limit {0} rejects {1}: FNMR {2} {3}.</source>
            <translation>El límite {0} rechaza el {1}: FNMR {2} {3}.</translation>
        </message>
        <message>
            <source>Limit {0} [{1} to {2}] reaches FNMR {3} {4} and rejects {5}.</source>
            <translation>El límite {0} [{1} a {2}] alcanza una FNMR de {3} {4} y rechaza el {5}.</translation>
        </message>
        <message>
            <source>No face in these photos</source>
            <translation>Ninguna cara en estas fotos</translation>
        </message>
        <message>
            <source>An evaluation compares faces of people; none was found. Open other photos.</source>
            <translation>Una evaluación compara caras de personas; no se encontró ninguna. Abra otras fotos.</translation>
        </message>
        <message>
            <source>The scores of {0} belong to other photos</source>
            <translation>Las puntuaciones de {0} son de otras fotos</translation>
        </message>
        <message>
            <source>None of its names is one of these photos, such as {0}. Photos are called such as {1}.</source>
            <translation>Ninguno de sus nombres es una de estas fotos, como {0}. Las fotos se llaman como {1}.</translation>
        </message>
        <message>
            <source>This cannot be evaluated</source>
            <translation>Esto no se puede evaluar</translation>
        </message>
        <message>
            <source>1 name in {0} fits no single photo: {1}.</source>
            <translation>1 nombre de {0} no corresponde a una sola foto: {1}.</translation>
        </message>
        <message>
            <source>{0} names in {1} fit no single photo, such as {2}.</source>
            <translation>{0} nombres de {1} no corresponden a una sola foto, como {2}.</translation>
        </message>
        <message>
            <source>1 score of {0} is no number: that of {1}.</source>
            <translation>1 puntuación de {0} no es un número: la de {1}.</translation>
        </message>
        <message>
            <source>{0} scores of {1} are no numbers, such as that of {2}.</source>
            <translation>{0} puntuaciones de {1} no son números, como la de {2}.</translation>
        </message>
        <message>
            <source>{0} of {1} photos were evaluated: those of people chosen at random.</source>
            <translation>Se evaluaron {0} de {1} fotos: las de personas elegidas al azar.</translation>
        </message>
        <message>
            <source>All qualities of {0} are equal: it orders nothing.</source>
            <translation>Todas las calidades de {0} son iguales: no ordena nada.</translation>
        </message>
        <message>
            <source>All comparisons of the same person are of one person: no bands, and methods cannot be ranked.</source>
            <translation>Todas las comparaciones de una misma persona son de una sola persona: no hay bandas y los métodos no pueden ordenarse.</translation>
        </message>
        <message>
            <source>There is one person only: no FMR, no DET.</source>
            <translation>Hay una sola persona: ni FMR ni DET.</translation>
        </message>
        <message>
            <source>So small an FMR rests on fewer than 10 comparisons of different people: it is a guess.</source>
            <translation>Una FMR tan pequeña se apoya en menos de 10 comparaciones de personas distintas: es una conjetura.</translation>
        </message>
        <message>
            <source>There is no {0} with these photos or this recogniser.</source>
            <translation>No hay {0} con estas fotos o este reconocedor.</translation>
        </message>
        <message>
            <source>{0} of {1} comparisons of one person's photos were made, at most {2} a person, chosen at random.</source>
            <translation>Se hicieron {0} de {1} comparaciones de fotos de una persona, como máximo {2} por persona, elegidas al azar.</translation>
        </message>
        <message>
            <source>1 person has one usable photo and is compared with others only.</source>
            <translation>1 persona tiene una sola foto utilizable y solo se compara con otras.</translation>
        </message>
        <message>
            <source>{0} people have one usable photo and are compared with others only.</source>
            <translation>{0} personas tienen una sola foto utilizable y solo se comparan con otras.</translation>
        </message>
        <message>
            <source>So many photos: wrong labels and duplicates were looked for within each person's photos alone.</source>
            <translation>Son muchas fotos: etiquetas erróneas y duplicados se buscaron solo entre las fotos de cada persona.</translation>
        </message>
        <message>
            <source>{0} without a usable face</source>
            <translation>{0} sin cara utilizable</translation>
        </message>
        <message>
            <source>{0} without a score of {1}</source>
            <translation>{0} sin puntuación de {1}</translation>
        </message>
        <message>
            <source>Random</source>
            <translation>Azar</translation>
        </message>
        <message>
            <source>Detector confidence</source>
            <translation>Confianza del detector</translation>
        </message>
        <message>
            <source>Inter-eye distance</source>
            <translation>Distancia entre ojos</translation>
        </message>
        <message>
            <source>Sharpness</source>
            <translation>Nitidez</translation>
        </message>
        <message>
            <source>Embedding norm</source>
            <translation>Norma del vector</translation>
        </message>
    </context>
    <context>
        <name>EvaluationView</name>
        <message>
            <source>Save...</source>
            <translation>Guardar...</translation>
        </message>
        <message>
            <source>Figure (PDF, SVG, PNG)...</source>
            <translation>Figura (PDF, SVG, PNG)...</translation>
        </message>
        <message>
            <source>Curves as CSV...</source>
            <translation>Curvas como CSV...</translation>
        </message>
        <message>
            <source>Report with everything...</source>
            <translation>Informe completo...</translation>
        </message>
        <message>
            <source>Copy as command line</source>
            <translation>Copiar como línea de comandos</translation>
        </message>
        <message>
            <source>Scores first: wait for the end of the scan.</source>
            <translation>Primero las puntuaciones: espere al final del análisis.</translation>
        </message>
        <message>
            <source>Nobody has two photos.</source>
            <translation>Nadie tiene dos fotos.</translation>
        </message>
        <message>
            <source>Comparing faces</source>
            <translation>Comparando caras</translation>
        </message>
        <message>
            <source>You can go on with other views.</source>
            <translation>Puede seguir en otras vistas.</translation>
        </message>
        <message>
            <source>Does quality predict errors?</source>
            <translation>¿Predice la calidad los errores?</translation>
        </message>
        <message>
            <source>Open a folder with one sub-folder for each person, then compare their faces here.</source>
            <translation>Abra una carpeta con una subcarpeta por persona y compare aquí sus caras.</translation>
        </message>
        <message>
            <source>Go to Triage</source>
            <translation>Ir a Selección</translation>
        </message>
        <message>
            <source>Nobody has two photos here</source>
            <translation>Aquí nadie tiene dos fotos</translation>
        </message>
        <message>
            <source>An evaluation compares photos of one person. Put them into one folder for each person.</source>
            <translation>Una evaluación compara fotos de una misma persona. Póngalas en una carpeta por persona.</translation>
        </message>
        <message>
            <source>{0} people with {1} photos can be compared. Faces are read once; nothing leaves this computer.</source>
            <translation>Se pueden comparar {0} personas con {1} fotos. Las caras se leen una vez; nada sale de este equipo.</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>Evaluar</translation>
        </message>
        <message>
            <source>All embeddings are deleted, {0} of them from memory.</source>
            <translation>Se borraron todos los vectores, {0} de ellos de la memoria.</translation>
        </message>
    </context>
    <context>
        <name>MethodsList</name>
        <message>
            <source>Show or hide this curve</source>
            <translation>Mostrar u ocultar esta curva</translation>
        </message>
        <message>
            <source>Remove {0}</source>
            <translation>Quitar {0}</translation>
        </message>
    </context>
    <context>
        <name>QualityHistogram</name>
        <message>
            <source>Quality</source>
            <translation>Calidad</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Imágenes</translation>
        </message>
        <message>
            <source>Quality limit</source>
            <translation>Límite de calidad</translation>
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
        <name>SavedRuns</name>
        <message>
            <source>Add a saved run...</source>
            <translation>Añadir evaluación...</translation>
        </message>
        <message>
            <source>The evaluation.json of another run or model: its curves lie over these, in the figure too.</source>
            <translation>El evaluation.json de otra evaluación o de otro modelo: sus curvas se superponen a estas, también en la figura.</translation>
        </message>
        <message>
            <source>A saved evaluation</source>
            <translation>Una evaluación guardada</translation>
        </message>
        <message>
            <source>{0}: another match limit.</source>
            <translation>{0}: otro límite de coincidencia.</translation>
        </message>
        <message>
            <source>{0}: other comparisons ({1} photos, {2} errors, {3}).</source>
            <translation>{0}: otras comparaciones ({1} fotos, {2} errores, {3}).</translation>
        </message>
        <message>
            <source>Choose the curves of {0}</source>
            <translation>Elegir las curvas de {0}</translation>
        </message>
        <message>
            <source>Remove {0}</source>
            <translation>Quitar {0}</translation>
        </message>
    </context>
    <context>
        <name>Saving</name>
        <message>
            <source>Save the figure</source>
            <translation>Guardar la figura</translation>
        </message>
        <message>
            <source>Save the curves</source>
            <translation>Guardar las curvas</translation>
        </message>
        <message>
            <source>A folder for the report</source>
            <translation>Una carpeta para el informe</translation>
        </message>
        <message>
            <source>Saved: {0}</source>
            <translation>Guardado: {0}</translation>
        </message>
        <message>
            <source>Copied: {0}</source>
            <translation>Copiado: {0}</translation>
        </message>
    </context>
    <context>
        <name>SimilarityPlot</name>
        <message>
            <source>Similarity, higher is more alike</source>
            <translation>Similitud, más alta es más parecida</translation>
        </message>
        <message>
            <source>Share of the comparisons (%)</source>
            <translation>Parte de las comparaciones (%)</translation>
        </message>
        <message>
            <source>Distribution of similarities</source>
            <translation>Distribución de similitudes</translation>
        </message>
        <message>
            <source>Same person ({0})</source>
            <translation>Misma persona ({0})</translation>
        </message>
        <message>
            <source>Different people ({0})</source>
            <translation>Personas distintas ({0})</translation>
        </message>
        <message>
            <source>match limit</source>
            <translation>límite de coincidencia</translation>
        </message>
    </context>
    <context>
        <name>Suggest</name>
        <message>
            <source>FNMR at most</source>
            <translation>FNMR como máximo</translation>
        </message>
        <message>
            <source>Reject at most</source>
            <translation>Rechazar como máximo</translation>
        </message>
        <message>
            <source>Suggest limit</source>
            <translation>Sugerir límite</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Objetivo</translation>
        </message>
        <message>
            <source>Target in percent</source>
            <translation>Objetivo en porcentaje</translation>
        </message>
        <message>
            <source>No suggestion while the match limit is estimated again at every step: a suggested limit would hold for another match limit than the one in use. Evaluate with a fixed one first.</source>
            <translation>No se propone nada mientras el límite de coincidencia se estima de nuevo en cada paso: el límite propuesto valdría para otro límite de coincidencia que el que se usa. Evalúe antes con uno fijo.</translation>
        </message>
        <message>
            <source>No suggestion from one person's comparisons: there is no band to say how sure it is.</source>
            <translation>No se propone ningún límite con las comparaciones de una sola persona: no hay banda que diga lo seguro que es.</translation>
        </message>
    </context>
    <context>
        <name>Suspects</name>
        <message>
            <source>Likely wrong labels ({0})</source>
            <translation>Posibles etiquetas erróneas ({0})</translation>
        </message>
        <message>
            <source>Duplicates ({0})</source>
            <translation>Duplicados ({0})</translation>
        </message>
        <message>
            <source>Which suspects</source>
            <translation>Qué sospechas</translation>
        </message>
        <message>
            <source>Suspects</source>
            <translation>Sospechas</translation>
        </message>
        <message>
            <source>Look before you decide: poor photos end here too. M is a wrong label, R rejects, A accepts.</source>
            <translation>Mire antes de decidir: también acaban aquí fotos malas. M es una etiqueta errónea, R rechaza, A acepta.</translation>
        </message>
        <message>
            <source>None: every photo matches another of the same person.</source>
            <translation>Ninguna: cada foto coincide con otra de la misma persona.</translation>
        </message>
        <message>
            <source>The same or nearly: they make errors look rarer. R rejects the current one.</source>
            <translation>Iguales o casi: hacen que los errores parezcan más raros. R rechaza la actual.</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>Ninguno.</translation>
        </message>
        <message>
            <source>Matches another person ({0}) better than anyone of its own {1} ({2})</source>
            <translation>Coincide con otra persona ({0}) más que con ninguna de sus {1} ({2})</translation>
        </message>
        <message>
            <source>Matches none of {0} photos of its own person, best {1}</source>
            <translation>No coincide con ninguna de {0} fotos de su persona, la mejor {1}</translation>
        </message>
        <message>
            <source>The same file</source>
            <translation>El mismo archivo</translation>
        </message>
        <message>
            <source>The same file, under two people</source>
            <translation>El mismo archivo, en dos personas</translation>
        </message>
        <message>
            <source>Nearly the same</source>
            <translation>Casi igual</translation>
        </message>
        <message>
            <source>Nearly the same, under two people</source>
            <translation>Casi igual, en dos personas</translation>
        </message>
    </context>
</TS>