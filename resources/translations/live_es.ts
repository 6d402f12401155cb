<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="es">
    <context>
        <name>LiveView</name>
        <message>
            <source>Live</source>
            <translation>En vivo</translation>
        </message>
    </context>
</TS>