"""Words of carriers and customs in the reader's language: ``{{ message|partner_text }}``."""

from django import template

from entrepot.apps.orders.words.partner_texts import partner_text

register = template.Library()
register.filter("partner_text", partner_text)
