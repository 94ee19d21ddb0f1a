/// How an account stood at one instant, as `next` of a manifest gives it and `previous` of an account
/// takes it.
let standingSchema = """
    {
          "type": "object",
          "additionalProperties": false,
          "required": ["asOf", "state", "pools"],
          "properties": {
            "asOf": {"type": "string"},
            "state": {
              "enum": ["healthy", "watch", "incomplete", "call", "liquidation", "bankrupt"]
            },
            "worstPool": {"type": ["string", "null"]},
            "pools": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["id", "asset"],
                "properties": {
                  "id": {"type": "string"},
                  "asset": {"type": "string"},
                  "equity": {"type": ["string", "null"]},
                  "requirement": {"type": ["string", "null"]},
                  "ratio": {"type": ["string", "null"]},
                  "unrealizedPnl": {"type": ["string", "null"]},
                  "availableBalance": {"type": ["string", "null"]}
                }
              }
            },
            "holdings": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["symbol", "side", "pool", "quantity"],
                "properties": {
                  "symbol": {"type": "string"},
                  "side": {"enum": ["long", "short"]},
                  "pool": {"type": "string"},
                  "quantity": {"type": "string"},
                  "markPrice": {"type": ["string", "null"]}
                }
              }
            },
            "pending": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["asset", "amount"],
                "properties": {
                  "asset": {"type": "string"},
                  "amount": {"type": "string"},
                  "sentAt": {"type": ["string", "null"]},
                  "reference": {"type": ["string", "null"]}
                }
              }
            }
          }
        }
    """

/// JSON Schema of a line of `report --manifest`.
let reportManifestSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "A line of a manifest of reports: its head, an account, or its end",
      "oneOf": [
        {"$ref": "#/$defs/head"}, {"$ref": "#/$defs/account"}, {"$ref": "#/$defs/end"}
      ],
      "$defs": {
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "count": {"type": "integer", "minimum": 0},
        "state": {
          "enum": ["healthy", "watch", "incomplete", "call", "liquidation", "bankrupt", null]
        },
        "figure": {
          "anyOf": [
            {"type": "string", "pattern": "^-?[0-9]+(\\\\.[0-9]*[1-9])?$"}, {"type": "null"}
          ]
        },
        "head": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "record", "schema", "inputs", "settings", "sheets", "templates", "content", "key",
            "program", "clock", "formats", "sections", "pack"
          ],
          "properties": {
            "record": {"const": "head"},
            "schema": {"const": "marginalia/report-manifest/1"},
            "inputs": {"$ref": "#/$defs/digest"},
            "settings": {"$ref": "#/$defs/digest"},
            "sheets": {"$ref": "#/$defs/digest"},
            "templates": {"$ref": "#/$defs/digest"},
            "content": {"$ref": "#/$defs/digest"},
            "key": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "program": {"type": "string"},
            "clock": {"type": "string"},
            "formats": {"type": "array", "items": {"enum": ["html", "md", "json", "csv", "assessment", "plan"]}},
            "sections": {"enum": ["statement", "full", null]},
            "pack": {"type": ["string", "null"]}
          }
        },
        "account": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "record", "version", "line", "id", "status", "reasons", "state", "ratio", "deficit",
            "asset", "asOf", "reference", "input", "meta", "files", "next"
          ],
          "properties": {
            "record": {"const": "account"},
            "version": {"const": 1},
            "line": {"type": "integer", "minimum": 1},
            "id": {"type": ["string", "null"], "pattern": "^[A-Za-z0-9._-]{1,64}$"},
            "status": {"enum": ["ok", "failed", "skipped", "duplicate"]},
            "reasons": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["code", "severity", "where", "message"],
                "properties": {
                  "code": {"type": "string"},
                  "severity": {"enum": ["error", "warning", "notice"]},
                  "where": {"type": ["string", "null"]},
                  "message": {"type": "string"}
                }
              }
            },
            "state": {"$ref": "#/$defs/state"},
            "ratio": {"$ref": "#/$defs/figure"},
            "deficit": {"$ref": "#/$defs/figure"},
            "asset": {"type": ["string", "null"]},
            "asOf": {"type": ["string", "null"]},
            "reference": {"type": ["string", "null"]},
            "input": {"anyOf": [{"$ref": "#/$defs/digest"}, {"type": "null"}]},
            "meta": {},
            "files": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["format", "name", "bytes", "sha256"],
                "properties": {
                  "format": {"enum": ["html", "md", "json", "csv"]},
                  "name": {
                    "type": "string",
                    "pattern": "^[0-9a-f]{2}/[0-9a-f]{32}-[0-9TZ.-]+\\\\.(html|md|json|csv)$"
                  },
                  "bytes": {"type": "integer", "minimum": 1},
                  "sha256": {"$ref": "#/$defs/digest"},
                  "offset": {"$ref": "#/$defs/count"},
                  "pack": {"type": "string"}
                }
              }
            },
            "next": {"anyOf": [{"$ref": "#/$defs/standing"}, {"type": "null"}]},
            "book": {"type": "string", "contentEncoding": "base64"}
          }
        },
        "end": {
          "type": "object",
          "additionalProperties": false,
          "required": ["record", "version", "complete", "lines", "status", "state", "root"],
          "properties": {
            "record": {"const": "end"},
            "version": {"const": 1},
            "complete": {"type": "boolean"},
            "lines": {"$ref": "#/$defs/count"},
            "status": {
              "type": "object",
              "additionalProperties": false,
              "required": ["ok", "failed", "skipped", "duplicate"],
              "properties": {
                "ok": {"$ref": "#/$defs/count"},
                "failed": {"$ref": "#/$defs/count"},
                "skipped": {"$ref": "#/$defs/count"},
                "duplicate": {"$ref": "#/$defs/count"}
              }
            },
            "state": {
              "type": "object",
              "additionalProperties": false,
              "required": ["healthy", "watch", "incomplete", "call", "liquidation", "bankrupt"],
              "properties": {
                "healthy": {"$ref": "#/$defs/count"},
                "watch": {"$ref": "#/$defs/count"},
                "incomplete": {"$ref": "#/$defs/count"},
                "call": {"$ref": "#/$defs/count"},
                "liquidation": {"$ref": "#/$defs/count"},
                "bankrupt": {"$ref": "#/$defs/count"}
              }
            },
            "root": {"$ref": "#/$defs/digest"}
          }
        },
        "standing": \(standingSchema)
      }
    }
    """
