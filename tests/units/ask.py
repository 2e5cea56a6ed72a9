"""Asks the web reader by its socket, as the reverse proxy does; ends with 1 unless it says 200. Usage: ask.py PATH"""
import http.client
import socket
import sys

reader = http.client.HTTPConnection("cables.example.org")
reader.sock = socket.socket(socket.AF_UNIX)
reader.sock.settimeout(20)
reader.sock.connect("/run/cabled-serve.sock")
reader.request("GET", sys.argv[1])
answer = reader.getresponse()
print(answer.status, answer.read().decode("utf-8", "replace"))
sys.exit(answer.status != 200)
