"""Customs ports and brokers."""
