import MarginModel

/// Names a release by its clock and its inputs, so that the same inputs give the same name.
enum ReleaseID {
    static func id(clock: Instant, inputs: [InputFile]) -> String {
        var text = "\(ToolVersion.current)\n\(clock)\n"
        for input in inputs.sorted(by: { $0.path < $1.path }) {
            text += "\(input.path) \(input.sha256)\n"
        }
        let hash = Fingerprint.sha256(Array(text.utf8)).prefix(8)
        return "\(clock.fileNameForm)-\(hash)"
    }
}
