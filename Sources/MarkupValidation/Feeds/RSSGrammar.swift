extension FeedGrammars {
    /// RSS 2.0 as we write it, with the feed's own address after the Atom extension. A day of the week,
    /// a month and a zone are words: RSS dates are those of mail (RFC 822, with four digits a year).
    static let rss = Grammar(
        """
        <grammar xmlns="http://relaxng.org/ns/structure/1.0" ns=""
            datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <start>
            <element name="rss">
              <attribute name="version"><value>2.0</value></attribute>
              <element name="channel">
                <element name="title"><ref name="filled"/></element>
                <element name="link"><ref name="filled"/></element>
                <element name="description"><ref name="filled"/></element>
                <optional><element name="language"><data type="language"/></element></optional>
                <optional><element name="copyright"><ref name="filled"/></element></optional>
                <optional><element name="pubDate"><ref name="date"/></element></optional>
                <optional><element name="lastBuildDate"><ref name="date"/></element></optional>
                <optional><element name="generator"><ref name="filled"/></element></optional>
                <optional><element name="ttl"><data type="positiveInteger"/></element></optional>
                <optional>
                  <element name="link" ns="http://www.w3.org/2005/Atom">
                    <attribute name="rel" ns=""><value>self</value></attribute>
                    <attribute name="type" ns=""><value>application/rss+xml</value></attribute>
                    <attribute name="href" ns=""><ref name="filled"/></attribute>
                  </element>
                </optional>
                <zeroOrMore>
                  <element name="item">
                    <element name="title"><ref name="filled"/></element>
                    <element name="link"><ref name="filled"/></element>
                    <element name="guid">
                      <optional>
                        <attribute name="isPermaLink">
                          <choice><value>true</value><value>false</value></choice>
                        </attribute>
                      </optional>
                      <ref name="filled"/>
                    </element>
                    <optional><element name="pubDate"><ref name="date"/></element></optional>
                    <zeroOrMore><element name="category"><ref name="filled"/></element></zeroOrMore>
                    <optional><element name="description"><text/></element></optional>
                  </element>
                </zeroOrMore>
              </element>
            </element>
          </start>
          <define name="filled">
            <data type="string"><param name="minLength">1</param></data>
          </define>
          <define name="date">
            <data type="string">
              <param name="pattern">((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?[0-9]{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}(:[0-9]{2})? (GMT|UT|[+\\-][0-9]{4})</param>
            </data>
          </define>
        </grammar>
        """)
}
