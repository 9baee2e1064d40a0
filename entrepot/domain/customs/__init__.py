"""Customs declarations as values: complete or not, which procedure, what the replies make of them."""
