"""One accountant may serve two homes of a township, and one person hold two positions at a home."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staffing", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="appointment", name="one_open_appointment_per_place"),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("home__isnull", True), ("to_date__isnull", True), ("voided_at__isnull", True)),
                fields=("person", "kind", "work_division"),
                name="one_open_appointment_per_place",
                violation_error_message="该人员在这个单位已有同类的在岗任职。",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("home__isnull", False), ("to_date__isnull", True), ("voided_at__isnull", True)),
                fields=("person", "home", "position"),
                name="one_open_position_per_home",
                violation_error_message="该人员在这所敬老院已有同一岗位的在岗任职。",
            ),
        ),
    ]
