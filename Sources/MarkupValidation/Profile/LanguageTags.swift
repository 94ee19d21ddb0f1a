/// Language tags as pages need them (BCP 47): a language of two letters or one of a few of three, perhaps
/// a region; a script where the language is written in several.
enum LanguageTags {
    private static let languages = words(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
        dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie
        ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
        mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
        rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts
        tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ckb fil gsw haw hsb kok und yue
        """)
    private static let scripts = words(
        "az-arab az-cyrl az-latn sr-cyrl sr-latn uz-cyrl uz-latn yue-hans yue-hant zh-hans zh-hant")
    private static let regions = words(
        """
        ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt
        bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh
        er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht
        hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls
        lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni
        nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg
        sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug
        um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw 001 150 419
        """)

    static func contains(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var parts = String(decoding: value, as: UTF8.self).lowercased()
            .split(separator: "-", omittingEmptySubsequences: false)[...]
        guard let language = parts.popFirst(), languages.contains(language) else { return false }
        if let script = parts.first, scripts.contains("\(language)-\(script)") {
            parts.removeFirst()
        }
        if let region = parts.first, regions.contains(region) { parts.removeFirst() }
        return parts.isEmpty
    }

    private static let withDecimalComma = words(
        """
        be bg bs ca cs da de el es et fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk
        sl sq sr sv tr uk vi
        """)

    /// Whether the language of a tag writes 1.234,50 for 1,234.50.
    static func writesDecimalComma(_ tag: String) -> Bool {
        withDecimalComma.contains(tag.lowercased().prefix { $0 != "-" })
    }

    private static func words(_ text: String) -> Set<Substring> {
        Set(text.split(whereSeparator: \.isWhitespace))
    }
}
