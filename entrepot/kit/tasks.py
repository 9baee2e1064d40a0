"""Housekeeping that belongs to no business area."""

import logging

from procrastinate.contrib.django import app

from entrepot.kit import idempotency

logger = logging.getLogger(__name__)
# A busy machine may be late with a heartbeat (one every ten seconds); only long silence is a death. A worker
# that starts must not think otherwise: it is given the same limit.
STALLED_AFTER_SECONDS = 120


@app.periodic(cron="* * * * *")
@app.task(name="kit.rescue_stalled_jobs", queueing_lock="kit.rescue_stalled_jobs", pass_context=False)
async def rescue_stalled_jobs(timestamp: int) -> None:
    """Put back jobs whose worker died in the middle: every job is written so that it may run twice."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        logger.warning("job %s (%s) was left by a dead worker and is run again", job.id, job.task_name)
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="kit.forget_old_idempotency_keys")
def forget_old_idempotency_keys(timestamp: int) -> None:
    idempotency.forget_old()
