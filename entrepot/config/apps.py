from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Hands the adapters to the kit when Django starts."""

    name = "entrepot.config"
    label = "wiring"

    def ready(self) -> None:
        from entrepot.config.connectors import register_adapters

        register_adapters()
