import MarginModel

/// Reads what `site.yml` says below `pdf`.
enum PDFFields {
    static func read(_ fields: inout JSONObjectReader) -> PDFSettings? {
        let engine = fields.choice("engine", of: PDFSettings.Engine.self)
        let command = fields.value("command")
        var settings = PDFSettings(
            engine: engine ?? .weasyprint,
            command: command?.elements()?.compactMap { $0.text() } ?? [])
        settings.reportsPerProcess =
            fields.count("reportsPerProcess") ?? settings.reportsPerProcess
        settings.timeoutSeconds = fields.seconds("timeout") ?? settings.timeoutSeconds
        if settings.command.first?.hasPrefix("/") != true {
            fields.problems.report(
                id: "settings-pdf-command", at: command?.offset ?? fields.offset,
                "the PDF engine's command does not begin with the full path of a program",
                hint: "Write a list: [/usr/bin/chromium, --headless]; no shell reads it.")
        }
        return settings
    }
}
