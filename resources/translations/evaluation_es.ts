<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="es">
    <context>
        <name>EvaluationView</name>
        <message>
            <source>Evaluate</source>
            <translation>Evaluar</translation>
        </message>
    </context>
</TS>