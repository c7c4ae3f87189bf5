"""Views of a model from above and aside (鸟瞰图)."""
