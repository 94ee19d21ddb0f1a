"""A night of private reports on Spark.

    spark-submit night.py --site SITE --accounts ACCOUNTS.parquet --output DIR --clock INSTANT

ACCOUNTS is anything that Spark reads as Parquet: a column `id`, and either a column `body` with the account
as JSON or the members of an account as columns. Decimals stay decimals. DIR, the site and the program are at
the same paths on every worker; DIR lies on storage that all of them share.

Each partition becomes one tar and one manifest, under names that depend on the partition alone. What a task
writes is the same whenever it runs, so retries and speculation change nothing.
"""

import argparse
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

# Some accounts failed (9), or none did: the manifest says which.
DONE = (0, 9)
# Running again would not help: arguments, settings, inputs.
REFUSED = (2, 3, 4, 5)


def command(options, *more):
    return [
        options["program"], "report", "-C", options["site"], "--accounts", "-", "--manifest", "-",
        "--clock", options["clock"], "--format", options["format"], "--allow-empty", "-q",
        "--jobs", str(options["jobs"]), *more,
    ]


def inputs(options):
    """The digest that every worker must find, from a run without accounts."""
    made = subprocess.run(
        command(options), input=b"", stdout=subprocess.PIPE, check=True)
    return json.loads(made.stdout.splitlines()[0])["inputs"]


def run_partition(options, partition, lines):
    """Makes the reports of one partition; yields the lines of its manifest."""
    name = f"part-{partition:05d}"
    output = options["output"]
    folder = tempfile.mkdtemp(prefix=f".{name}-", dir=output)
    child = None
    try:
        errors = open(os.path.join(folder, "stderr"), "w+b")
        pack = os.path.join(folder, name + ".tar")
        manifest = os.path.join(folder, name + ".ndjson")
        child = subprocess.Popen(
            command(options, "--pack", pack, "--inputs", options["inputs"]),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        # What the rows fail with, if they do.
        faults = []

        def feed():
            try:
                for line in lines:
                    child.stdin.write(line.encode() + b"\n")
            except BrokenPipeError:
                # The exit code says why it reads no more.
                pass
            except BaseException as fault:
                faults.append(fault)
                # Half an input must not pass for a whole one.
                child.kill()
            finally:
                try:
                    child.stdin.close()
                except BrokenPipeError:
                    pass

        # Both pipes could fill while each side waits for the other.
        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        with open(manifest, "wb") as file:
            shutil.copyfileobj(child.stdout, file)
            file.flush()
            os.fsync(file.fileno())
        code = child.wait()
        feeder.join()
        if faults:
            raise faults[0]
        errors.seek(0)
        said = errors.read().decode(errors="replace")[-4000:]
        if code in REFUSED:
            yield partition, code, said
            return
        if code not in DONE:
            raise RuntimeError(f"{name}: marginalia ended with {code}: {said}")
        # The manifest goes last: it tells of a tar that stands.
        os.replace(pack, os.path.join(output, name + ".tar"))
        final = os.path.join(output, "parts", name + ".ndjson")
        os.replace(manifest, final)
        with open(final, encoding="utf-8") as file:
            for line in file:
                yield partition, code, line.rstrip("\n")
    finally:
        if child is not None and child.poll() is None:
            child.kill()
            child.wait()
        shutil.rmtree(folder, ignore_errors=True)


def sweep(output):
    """Removes what killed tasks left. One that still runs loses its folder and ends: another did its work."""
    for _ in range(50):
        left = glob.glob(os.path.join(glob.escape(output), ".part-*"))
        if not left:
            return
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", required=True)
    parser.add_argument("--accounts", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--clock", required=True, help="an instant, the same for the whole night")
    parser.add_argument("--format", default="html,json")
    parser.add_argument("--partitions", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1, help="workers in a task: spark.task.cpus")
    parser.add_argument("--program", default="marginalia")
    options = vars(parser.parse_args())

    from pyspark.sql import SparkSession, functions

    os.makedirs(os.path.join(options["output"], "parts"), mode=0o700, exist_ok=True)
    options["inputs"] = inputs(options)
    spark = SparkSession.builder.appName("marginalia").getOrCreate()
    accounts = spark.read.parquet(options["accounts"])
    body = (
        functions.col("body") if "body" in accounts.columns
        else functions.to_json(functions.struct(*accounts.columns)))
    # A hash of the id: the same rows come to the same partition in every attempt.
    rows = accounts.select("id", body.alias("body")).repartition(options["partitions"], "id")
    expected = accounts.count()
    done = rows.sortWithinPartitions("id").select("body").rdd.mapPartitionsWithIndex(
        lambda partition, part: run_partition(options, partition, (row.body for row in part)))
    lines = spark.createDataFrame(done, "partition int, code int, line string")
    manifest = os.path.join(options["output"], "manifest.parquet")
    lines.write.mode("overwrite").parquet(manifest)
    # From what was committed, not from accumulators: those count retried tasks twice.
    written = spark.read.parquet(manifest)
    refused = written.where(functions.col("code").isin(*REFUSED)).first()
    spark.stop()
    sweep(options["output"])
    if refused is not None:
        sys.exit(f"partition {refused.partition} was refused with {refused.code}: {refused.line}")

    parts = os.path.join(options["output"], "parts")
    merged = subprocess.run([
        options["program"], "merge", "-C", options["site"], "--output", options["output"],
        "--expect", str(expected),
        *(os.path.join(parts, f"part-{part:05d}.ndjson") for part in range(options["partitions"])),
    ])
    sys.exit(0 if merged.returncode in DONE else merged.returncode)


if __name__ == "__main__":
    main()
