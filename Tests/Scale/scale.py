"""A night on engines, end to end. See README.md."""

import contextlib
import csv
import glob
import gzip
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLOCK = "2026-02-01T16:30:00Z"
COUNT = 400


def check(what, holds):
    if not holds:
        sys.exit(f"not so: {what}")
    print(f"ok: {what}", flush=True)


def account(number):
    return {
        "schema": "marginalia/account/1", "id": f"desk-{number:04}", "venue": "binance",
        "accountMode": "single-asset", "asOf": "2026-02-01T16:25:00Z",
        "label": 'Book "A" \\ 1',
        "collateral": [{"asset": "USDT", "walletBalance": f"{9000 + number}.10"}],
        "positions": [{
            "symbol": "BTCUSDT", "contractType": "linear", "side": "long", "marginMode": "cross",
            "quantity": "0.5", "entryPrice": "89000", "markPrice": "88000", "leverage": "10"}],
        "meta": {"branch": number % 7},
    }


def lines(source=None):
    """Accounts, made here or read from a file, and one that is none."""
    if source:
        with open(source, encoding="utf-8") as file:
            made = file.read().splitlines()
    else:
        made = [json.dumps(account(number)) for number in range(COUNT)]
    poisoned = account(COUNT)
    poisoned["positions"][0]["quantity"] = "much"
    return made + [json.dumps(poisoned)]


def last(manifest):
    with open(manifest, encoding="utf-8") as file:
        return json.loads(file.readlines()[-1])


def root_of(manifest):
    """The sum as the documentation says it, from the lines alone."""
    total = 0
    with open(manifest, encoding="utf-8") as file:
        for line in map(json.loads, file):
            if line["record"] != "account" or line["status"] == "duplicate":
                continue
            what = (line["id"] or "").encode()
            for made in line["files"]:
                what += bytes.fromhex(made["sha256"])
            total += int(hashlib.sha256(what).hexdigest(), 16)
    return f"{total % 2**256:064x}"


@contextlib.contextmanager
def postgres(rows):
    """A server of its own, on a socket, with a table of accounts; gives what psql finds it by."""
    binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    # It refuses to run as root.
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    folder = tempfile.mkdtemp(prefix="marginalia-pg-")
    if user:
        shutil.chown(folder, "postgres")

    def run(name, *more, **options):
        subprocess.run(
            [*user, f"{binaries}/{name}", "-D", f"{folder}/data", *more], check=True, cwd="/",
            stdout=subprocess.DEVNULL, **options)

    try:
        run("initdb", "-A", "trust", "-E", "UTF8", "-U", "desk")
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-k {folder} -c listen_addresses=", "start")
        try:
            variables = {"PGHOST": folder, "PGUSER": "desk", "PGDATABASE": "postgres"}
            table = io.StringIO()
            csv.writer(table).writerows(rows)
            subprocess.run(
                ["psql", "-q", "-c", "CREATE TABLE accounts (id text, body text)",
                 "-c", "COPY accounts FROM STDIN (FORMAT csv)"],
                input=table.getvalue().encode(), env={**os.environ, **variables}, check=True)
            yield variables
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Night:
    def __init__(self, program, folder, source):
        self.program = program
        self.folder = folder
        self.site = os.path.join(folder, "site")
        subprocess.run([program, "init", self.site, "-q"], check=True, stdout=subprocess.DEVNULL)
        self.accounts = os.path.join(folder, "accounts.ndjson")
        with open(self.accounts, "w", encoding="utf-8") as file:
            made = lines(source)
            file.writelines(line + "\n" for line in made)
        self.count = len(made) - 1

    def report(self, *more, accounts=None, **options):
        return subprocess.run(
            [self.program, "report", "-C", self.site, "--accounts", accounts or self.accounts,
             "--clock", CLOCK, "--format", "html,json", "-q", *more], **options)

    def plain(self):
        manifest = os.path.join(self.folder, "plain.ndjson")
        made = self.report(
            "--output", os.path.join(self.folder, "plain"), "--manifest", manifest)
        check("a poisoned account gives 9", made.returncode == 9)
        with open(manifest, encoding="utf-8") as file:
            self.inputs = json.loads(file.readline())["inputs"]
        end = last(manifest)
        check("it alone has no report", end["status"] == {
            "ok": self.count, "failed": 1, "skipped": 0, "duplicate": 0})
        check("the root is what the documentation says", end["root"] == root_of(manifest))
        self.root = end["root"]

    def start(self, output, part, variables):
        environment = {**os.environ, "MARGINALIA": self.program, **variables}
        for name in ["PART", "PARTS"]:
            if name not in variables:
                environment.pop(name, None)
        return subprocess.Popen(
            [os.path.join(REPOSITORY, "contrib/array/night.sh"), self.site, self.accounts, output,
             CLOCK, self.inputs, "--format", "html,json"], env=environment)

    def array(self):
        engines = {
            "Slurm": lambda part: {
                "SLURM_ARRAY_TASK_ID": str(part + 1), "SLURM_ARRAY_TASK_MIN": "1",
                "SLURM_ARRAY_TASK_COUNT": "2"},
            "Kubernetes": lambda part: {"JOB_COMPLETION_INDEX": str(part), "PARTS": "2"},
            "AWS Batch": lambda part: {
                "AWS_BATCH_JOB_ARRAY_INDEX": str(part), "AWS_BATCH_JOB_ARRAY_SIZE": "2"},
        }
        for name, variables in engines.items():
            output = os.path.join(self.folder, name)
            tasks = [self.start(output, part, variables(part)) for part in range(2)]
            if name == "Slurm":
                # In the midst of its work: once the first reports are there.
                children = f"/proc/{tasks[0].pid}/task/{tasks[0].pid}/children"
                while not glob.glob(os.path.join(output, "??", "*.html")) and tasks[0].poll() is None:
                    time.sleep(0.002)
                for child in open(children, encoding="ascii").read().split():
                    os.kill(int(child), signal.SIGKILL)
                check("a killed task fails", tasks[0].wait() != 0)
                tasks[0] = self.start(output, 0, variables(0))
            check(f"both tasks of {name} end well", [task.wait() for task in tasks] == [0, 0])
            again = self.start(output, 1, variables(1))
            part = os.path.join(output, "parts/1-of-2.ndjson")
            check("a task that is run again makes nothing anew",
                  again.wait() == 0 and last(part)["status"]["ok"] == 0)
            self.merged(name, output, [
                os.path.join(output, f"parts/{part}-of-2.ndjson") for part in range(2)])

    def merged(self, name, output, manifests):
        merged = subprocess.run([
            self.program, "merge", *manifests, "--output", output, "--accounts", self.accounts,
            "--expect", str(self.count + 1), "-C", self.site, "-q"])
        check(f"the night of {name} is whole", merged.returncode == 9)
        check("and has the root of a plain run", last(f"{output}/manifest.ndjson")["root"] == self.root)
        check("_SUCCESS stands", os.path.exists(f"{output}/_SUCCESS"))
        with open(f"{output}/book.json", encoding="utf-8") as file:
            book = json.load(file)
        check("the book has all accounts and tells of the one that failed",
              (book["accounts"], book["failed"]["count"]) == (self.count, 1))
        check("and is a page", os.path.getsize(f"{output}/book.html") > 0)
        left = [name for _, _, names in os.walk(output) for name in names
                if name.endswith(".partial")]
        left += glob.glob(os.path.join(output, ".part-*"))
        check(f"nothing temporary is left: {left}", left == [])

    def spark(self):
        import pyspark

        table = os.path.join(self.folder, "accounts.parquet")
        output = os.path.join(self.folder, "spark")
        writer = (
            "from pyspark.sql import SparkSession; import json, sys;"
            "s = SparkSession.builder.master('local[1]').getOrCreate();"
            "rows = [(json.loads(l)['id'], l.rstrip()) for l in open(sys.argv[1])];"
            "s.createDataFrame(rows, 'id string, body string').write.parquet(sys.argv[2])")
        quiet = {"stderr": subprocess.DEVNULL}
        subprocess.run([sys.executable, "-c", writer, self.accounts, table], check=True, **quiet)
        home = os.path.dirname(pyspark.__file__)
        environment = {
            **os.environ, "SPARK_HOME": home, "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1"}
        log = open(os.path.join(self.folder, "spark.log"), "wb")
        start = time.monotonic()
        # A place of its own for what executors unpack: removed with the rest.
        job = subprocess.Popen(
            [os.path.join(home, "bin/spark-submit"), "--master", "local-cluster[2,1,900]",
             "--conf", "spark.executor.memory=800m", "--driver-memory", "700m",
             os.path.join(REPOSITORY, "contrib/spark/night.py"), "--site", self.site,
             "--accounts", table, "--output", output, "--clock", CLOCK, "--partitions", "12",
             "--program", self.program],
            env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder)
        killed = []

        def executors():
            for process in filter(str.isdigit, os.listdir("/proc")):
                try:
                    with open(f"/proc/{process}/cmdline", "rb") as file:
                        words = file.read()
                    here = os.readlink(f"/proc/{process}/cwd").startswith(home)
                except OSError:
                    continue
                if b"CoarseGrainedExecutorBackend" in words and here:
                    yield int(process)

        def kill_one():
            while job.poll() is None and not killed:
                parts = os.path.join(output, "parts")
                if os.path.isdir(parts) and any(
                        name.endswith(".ndjson") for name in os.listdir(parts)):
                    for process in executors():
                        os.kill(process, signal.SIGKILL)
                        killed.append(process)
                        break
                time.sleep(0.05)

        killer = threading.Thread(target=kill_one)
        killer.start()
        code = job.wait()
        killer.join()
        print(f"Spark took {time.monotonic() - start:.0f} s", flush=True)
        if code != 0:
            sys.stdout.write(open(log.name, encoding="utf-8", errors="replace").read()[-4000:])
        check("Spark ends well", code == 0)
        check("an executor was killed on the way", len(killed) == 1)
        parts = [os.path.join(output, "parts", f"part-{part:05}.ndjson") for part in range(12)]
        self.merged("Spark", output, parts)

    def recipes(self):
        """The commands of docs/at-scale.md, taken from there."""
        with open(os.path.join(REPOSITORY, "docs/at-scale.md"), encoding="utf-8") as file:
            text = file.read()
        folder = os.path.join(self.folder, "recipes")
        os.mkdir(folder)
        import sqlite3

        import duckdb
        rows = [(json.loads(line)["id"], line) for line in lines()]
        with sqlite3.connect(os.path.join(folder, "desk.db")) as connection:
            connection.execute("CREATE TABLE accounts (id TEXT, body TEXT)")
            connection.executemany("INSERT INTO accounts VALUES (?, ?)", rows)
        connection.close()
        table = duckdb.connect()
        table.execute("CREATE TABLE accounts (id TEXT, body TEXT)")
        table.executemany("INSERT INTO accounts VALUES (?, ?)", rows)
        table.execute(f"COPY accounts TO '{folder}/accounts.parquet' (FORMAT parquet)")
        with postgres(rows) as variables:
            for tool, name in [
                    ("sqlite3", "SQLite"), ("python3 -c", "Parquet"), ("psql", "PostgreSQL")]:
                self.recipe(tool, name, text, folder, variables)

    def recipe(self, tool, name, text, folder, variables):
        commands = [line for line in text.split("\n") if line.startswith(tool)]
        check(f"the documentation has a command for {name}", len(commands) == 1)
        made = subprocess.run(
            ["bash", "-c", commands[0].split(" | marginalia ")[0]], cwd=folder,
            stdout=subprocess.PIPE, check=True,
            env={**os.environ, **variables,
                 "PATH": os.path.dirname(sys.executable) + ":" + os.environ["PATH"]})
        got = made.stdout.decode().splitlines()
        check(f"{name} gives every account byte for byte", sorted(got) == sorted(lines()))
        path = os.path.join(folder, name + ".ndjson.gz")
        with gzip.open(path, "wb") as file:
            file.write(made.stdout)
        manifest = os.path.join(folder, name + ".manifest")
        self.report(
            "--output", os.path.join(folder, name), "--manifest", manifest, accounts=path)
        check("and the same root", last(manifest)["root"] == self.root)


def main():
    program = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2:] or ["array", "spark", "recipes"]
    # `make bench-night` brings accounts of its own.
    source = os.environ.get("ACCOUNTS")
    folder = tempfile.mkdtemp(prefix="marginalia-scale-")
    try:
        night = Night(program, folder, source)
        night.plain()
        for name in wanted:
            getattr(night, name)()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
