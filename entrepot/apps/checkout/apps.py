from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "entrepot.apps.checkout"
    label = "checkout"
