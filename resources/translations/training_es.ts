<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="es">
    <context>
        <name>TrainingView</name>
        <message>
            <source>Train</source>
            <translation>Entrenar</translation>
        </message>
    </context>
</TS>