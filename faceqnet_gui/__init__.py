"""FaceQnet's window: what people see and press. It knows no tensor."""
