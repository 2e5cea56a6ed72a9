#!/usr/bin/env python3
"""Checks what goes with other programs, with those of them that are installed. Usage: check_configs.py DEPLOY_FOLDER

nginx takes the site, promtool the rules, and the dashboard is JSON whose panels all ask for something.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def is_taken(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        print(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.returncode == 0


def nginx_takes(site):
    with tempfile.TemporaryDirectory() as folder:
        whole = pathlib.Path(folder) / "nginx.conf"
        whole.write_text(f"pid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\n"
                         f"http {{\naccess_log off;\ninclude {site};\n}}\n", encoding="utf-8")
        return is_taken("nginx", "-t", "-q", "-c", str(whole))


def main():
    deploy = pathlib.Path(sys.argv[1]).resolve()
    sound = True
    if shutil.which("nginx"):
        sound &= nginx_takes(deploy / "nginx/cabled-serve.conf")
    if shutil.which("promtool"):
        sound &= is_taken("promtool", "check", "rules", str(deploy / "prometheus/alerts.yml"))
        sound &= is_taken("promtool", "check", "config", str(deploy / "prometheus/scrape.yml"))
    for panel in json.loads((deploy / "grafana/cabled.json").read_text(encoding="utf-8"))["panels"]:
        if not all(target["expr"] for target in panel["targets"]):
            print(f"panel '{panel['title']}' asks for nothing")
            sound = False
    return 0 if sound else 1


sys.exit(main())
