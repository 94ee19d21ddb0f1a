extension Rule {
    /// Found by `ContrastRules`.
    static let lowContrast = Rule(
        "A017-low-contrast",
        what: "Pairs of colours that a style sheet declares with --contrast-… keep their ratio.",
        why: "Text that is too faint cannot be read by many, and by nobody in the sun.",
        cure: "Make the darker colour darker or the lighter one lighter; 4.5 is WCAG's AA for "
            + "text.",
        example: "--text: #999999; --surface: #ffffff; --contrast-text: 4.5 text on surface;")
}
