extension Rule {
    /// Found by `RedirectFile` and `RedirectRules`.
    static let badRedirect = Rule(
        "L011-bad-redirect",
        what: "A line of _redirects leads from an address without a page to a page, at once.",
        why: "A chain costs a request a link, a circle never ends, and a redirect hides its page.",
        cure: "Lead to the last address of the chain, or remove the line.",
        example: "/old/ /older/ 301 and /older/ /new/ 301")
}
