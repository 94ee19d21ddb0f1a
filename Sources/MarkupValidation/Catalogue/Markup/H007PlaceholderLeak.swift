extension Rule {
    /// Found by `TextLeaks`.
    static let placeholderLeak = Rule(
        "H007-placeholder-leak",
        what: "No template syntax and no debug value shows.",
        why: "Readers see {{name}}, Optional(…), NaN or a replacement character instead of "
            + "content.",
        cure: "Mend the template or the value. Inside code and pre such text is allowed.",
        example: "<p>Price: {{price}}</p>")
}
