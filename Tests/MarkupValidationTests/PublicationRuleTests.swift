import MarginModel
import MarkupValidation
import Testing

struct PublicationRuleTests {
    private static func leaks(_ text: String, contacts: Set<String>? = ["desk@example.org"])
        -> [Diagnostic]
    {
        PublicText(
            contacts: contacts,
            secrets: Set(["desk-0042", "Zk3vQ9xTq1"].map { NameDigest(folding: $0) })
        )
        .check(Array(text.utf8), path: "a.html")
    }

    private static let hexadecimal = "52908400098527886E0F7030069857D2E4169EE7"

    @Test(arguments: [
        ("Write to reader@example.com.", "P001-mail-address", 10),
        ("at 0x\(hexadecimal)", "P002-wallet-address", 4),
        ("at 1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "P002-wallet-address", 4),
        ("https://x.org/bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "P002-wallet-address", 15),
        ("key ghp_16C7e42F292c6912E7710c838347Ae178B4a", "P003-key-or-token", 5),
        ("eyJhbGciOiJIUzI1NiJ9.e30.x", "P003-key-or-token", 1),
        ("-----BEGIN PRIVATE KEY-----", "P003-key-or-token", 12),
        ("See desk-0042 now", "P004-account-named", 5),
        ("/reports/Zk3vQ9xTq1.html", "P004-account-named", 10),
    ])
    func findsWhatBelongsToOnePerson(text: String, id: String, column: Int) {
        let found = Self.leaks(text)
        #expect(found.map(\.id) == [id])
        #expect(found.first?.location.column == column)
        #expect(found.first?.severity == .error)
    }

    @Test(arguments: [
        "Write to Desk@example.org", "@margin and a @ b", "scale@2x.png is an image",
        "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "1111111111111111111111111111", "a-very-long-word-that-is-a-slug-of-an-article",
    ])
    func passesWhatOnlyLooksLikeIt(text: String) {
        #expect(Self.leaks(text) == [])
    }

    @Test func onlyWarnsOfMailWhenNobodySaidWhichMayShow() {
        #expect(Self.leaks("a@example.org", contacts: nil).map(\.severity) == [.warning])
    }

    @Test func measuresFilesModesAndRights() {
        var facts = SiteFacts(
            files: [
                SiteFacts.File(path: "a.html", byteCount: 101, mode: 0o644),
                SiteFacts.File(path: "b.css", byteCount: 10, mode: 0o600),
                SiteFacts.File(path: "c.json", byteCount: 10, mode: 0o664),
                SiteFacts.File(path: "d.html", byteCount: 10),
            ], budgets: SizeBudgets(page: 100, asset: 9, shard: 9),
            withheld: ["d.html": "Content/articles/d.md"])
        #expect(
            FileRules().check(facts).map { "\($0.location.file) \($0.id.prefix(4))" } == [
                "a.html B001", "b.css B002", "b.css P006", "c.json B003", "c.json P006",
                "d.html R001",
            ])
        facts.isPrivate = true
        facts.withheld = [:]
        #expect(
            FileRules().check(facts).map(\.location.file) == ["a.html", "c.json"])
    }

    @Test func wantsAnInstantAndASourceForEveryPrice() {
        func found(_ text: String) -> [String] {
            DataFiles.check(Array(text.utf8), path: "a.json").map(\.message)
        }
        #expect(found(#"{"asOf":"x","source":"s","quotes":[{"price":"1"},{"price":null}]}"#) == [])
        #expect(
            found(#"{"quotes":[{"price":"1","asOf":"x"},{"source":"s","markPrice":"1"}]}"#) == [
                "a markPrice without an instant", "a price without a source",
            ])
        // The pages that a word of a search index is on.
        #expect(found(#"{"price":[0,3]}"#) == [])
        #expect(found("{").count == 1)
    }
}
