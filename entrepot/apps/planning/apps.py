from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "entrepot.apps.planning"
    label = "planning"
