"""The post room: bytes of other programs to plain records and back."""
