extension String {
    /// The text as a sentence: with a capital at its start and a full stop at its end.
    var asSentence: String {
        guard let last else { return self }
        return capitalised + (".!?".contains(last) ? "" : ".")
    }

    /// The text with a capital at its start; the rest stays as it is.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
