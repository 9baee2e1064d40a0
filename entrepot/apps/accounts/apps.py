from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "entrepot.apps.accounts"
    label = "accounts"
