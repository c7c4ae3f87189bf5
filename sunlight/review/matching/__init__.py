"""Which submitted row is which window of the model (窗位对应)."""
