from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "entrepot.apps.payments"
    label = "payments"
