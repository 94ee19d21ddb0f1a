/// What views say, each with its key in the words files and the names that its entry must use. A name
/// with `#` is a whole number, which chooses among plural forms. Without a text of its own, a case is an
/// entry without names: `figureMarginUse` is `figure.margin-use`.
package enum Phrase: String, Sendable, CaseIterable {
    case formatPlurals = "format.plurals"
    case formatDirection = "format.direction"
    /// The letters of the language in their order, for lists.
    case formatAlphabet = "format.alphabet"
    case formatGroup = "format.marks.group"
    case formatPoint = "format.marks.point"
    case formatPercent = "format.marks.percent number"
    case formatDollars = "format.dollars amount"
    case formatInstant = "format.instant date time"
    case formatDay = "format.day day month year"
    case formatMonth = "format.month month year"
    case formatDays = "format.days #count"
    case formatHours = "format.hours #count"
    case formatMinutes = "format.minutes #count"
    case formatSeconds = "format.seconds #count"
    case underAnHour = "ticker.under-an-hour"
    case january = "month.january"
    case february = "month.february"
    case march = "month.march"
    case april = "month.april"
    case may = "month.may"
    case june = "month.june"
    case july = "month.july"
    case august = "month.august"
    case september = "month.september"
    case october = "month.october"
    case november = "month.november"
    case december = "month.december"

    case articles = "title.articles"
    case plans = "title.plans"
    case topics = "title.topics"
    case questions = "title.questions"
    case news = "title.news"
    case search = "title.search"
    case menuCalculator = "menu.calculator"
    case menuPrices = "menu.prices"
    case footerStatus = "footer.status"
    case footerFeed = "footer.feed"
    case footerVenues = "footer.venues"

    case listPlace = "list.place #number #pages"
    case listTitle = "list.title title #number #pages"
    case listDescription = "list.description description #number #pages"

    case stateHealthy = "state.healthy"
    case stateWatch = "state.watch"
    case stateCall = "state.call"
    case stateLiquidation = "state.liquidation"
    case stateBankrupt = "state.bankrupt"
    case stateIncomplete = "state.incomplete"
    case stateByDistance = "state.by-distance"

    case changeUp = "change.up"
    case changeDown = "change.down"
    case changeUnchanged = "change.unchanged"

    case withheld = "withheld.plain"
    case withheldAbsent = "withheld.absent"
    case withheldStale = "withheld.stale"
    case withheldUnparsable = "withheld.unparsable"
    case withheldNotPositive = "withheld.not-positive"
    case withheldImplausible = "withheld.implausible"
    case withheldJumped = "withheld.jumped"
    case withheldOffPeg = "withheld.off-peg"
    case withheldNoRate = "withheld.no-rate"

    case kindArticle = "article.kind"
    case kindPlan = "plan.kind"
    case readingTime = "article.reading-time #count"
    case rightsOwn = "rights.own"
    case rightsLicensed = "rights.licensed"
    case rightsQuoteOnly = "rights.quote-only"
    case rightsUnknown = "rights.unknown"
    case articlesDescription = "article.list-description"
    case plansDescription = "plan.list-description"

    case claimHolds = "claim.holds"
    case claimPartly = "claim.partly"
    case claimContradicted = "claim.contradicted"
    case claimNotChecked = "claim.not-checked"

    case faqHeading = "faq.heading"
    case faqDescription = "faq.description"
    case faqTopicTitle = "faq.topic-title topic"
    case faqTopicDescription = "faq.topic-description topic"
    case faqTopicCount = "faq.topic-count topic #count"

    case topicDescription = "topic.description topic"
    case topicsDescription = "topics.description site"
    case topicCount = "topics.count #count"

    case searchDescription = "search.description site"
    case searchLetterTitle = "search.letter-title letter"
    case searchLetterDescription = "search.letter-description site letter"
    case searchLetterCount = "search.letter-count letter #count"
    case searchOther = "search.other"
    case findArticle = "search.article"
    case findQuestion = "search.question"
    case findPage = "search.page"
    case findAsset = "search.asset"
    case findVenue = "search.venue"

    case tickerTitle = "ticker.title"
    case tickerDescription = "ticker.description"

    case assetDescription = "asset.description asset"
    case assetMore = "asset.more #count asset"
    case mentionsTitle = "asset.mentions-title asset"
    case mentionsDescription = "asset.mentions-description asset"

    case venueTitle = "venue.title venue"
    case venueDescription = "venue.description venue"
    case codeWarning = "code.warning"
    case codePrice = "code.price price time"
    case codeNoPrice = "code.no-price asset"
    case assetsTitle = "assets.title"
    case assetsDescription = "assets.description"
    case toolsTitle = "tools.title"
    case toolsDescription = "tools.description site"
    case venuesTitle = "venues.title"
    case venuesDescription = "venues.description"

    case contractsLinear = "venue.contracts-linear"
    case contractsInverse = "venue.contracts-inverse"
    case contractsBoth = "venue.contracts-both"
    case notGiven = "venue.not-given"
    case notDated = "venue.not-dated"

    case tiersNotAll = "tiers.not-all #count"
    case tiersContracts = "tiers.contracts"
    case tiersByNotional = "tiers.by-notional quote"
    case tiersBySize = "tiers.by-size base"
    case tiersByContracts = "tiers.by-contracts size coin"
    case tiersContradict = "tiers.contradict"
    case tiersRise = "tiers.rise"
    case tiersJump = "tiers.jump"
    case tiersChart = "tiers.chart symbol"
    case tiersRate = "tiers.rate"
    case tiersScale = "tiers.scale unit"

    case newsDescription = "news.description"
    case personDescription = "person.description name"
    case calculatorTitle = "calculator.title"
    case calculatorDescription = "calculator.description"
    case nothing = "calculator.nothing"
    case deskTitle = "desk.title"
    case deskDescription = "desk.description"

    case movePassed = "desk.passed"
    case moveOutOfReach = "desk.out-of-reach"
    case moveNotComputed = "desk.not-computed"
    case moveNone = "desk.none"
    case noEquity = "desk.no-equity"
    case noRequirement = "desk.no-requirement"

    case statusTitle = "status.title"
    case statusDescription = "status.description"
    case statusAfterClock = "status.after-clock span"
    case statusTicker = "status.ticker"
    case statusTiers = "status.tiers venue symbol"

    case notFoundTitle = "not-found.title"
    case notFoundDescription = "not-found.description"

    // Reports, charts and claims.
    case formatM1, formatM2, formatM3, formatM4, formatM5, formatM6, formatM7, formatM8, formatM9,
        formatM10, formatM11, formatM12
    case formatSentences = "format.sentences first second"
    case formatComma = "format.comma first second"
    case formatSemicolon = "format.semicolon first second"
    case formatAnd = "format.and first second"
    case formatOr = "format.or first second"
    case formatThen = "format.then first second"
    case formatSentence = "format.sentence text"
    case formatRemark = "format.remark text remark"
    case formatHeadingUnit = "format.heading-unit title unit"
    case formatLabelled = "format.labelled label text"
    case formatRange = "format.range first last"
    case formatMinutesRange = "format.minutes-range first last"
    case formatDaysHours = "format.days-hours days hours"
    case formatHoursShort = "format.hours-short number"
    case formatSecondsShort = "format.seconds-short number"
    case formatMillion = "format.million number"
    case formatBillion = "format.billion number"
    case formatTrillion = "format.trillion number"
    case formatDayMonth = "format.day-month day month"
    case figureExcess, figureDeficit, figureEquity, figureRequirement, figureMarginUse,
        figureNativeRatio, figureJointMove, figureUnrealizedPnl, figureUnrealized, figureAvailable,
        figureInitialMargin, figureMaintenanceMargin, figureMaintenance, figureMark, figureEntry,
        figureLiquidation, figureDistance, figureBankruptcy, figureNoChange, figurePast,
        figureNoneIsolated
    case figureOver = "figure.over percent"
    case moveAllFall = "move.all-fall size"
    case moveAllRise = "move.all-rise size"
    case moveOneFalls = "move.one-falls symbol size"
    case moveOneRises = "move.one-rises symbol size"
    case moveEither = "move.either first second"
    case sideLong, sideShort
    case modeIsolated, modeCross, modeSingleAsset, modeMultiAsset, modeFutures, modeMultiCurrency,
        modePortfolio, modeOneWay, modeHedge
    case poolAll
    case poolCross = "pool.cross coin"
    case poolIsolated = "pool.isolated symbol side"
    case positionEntryWithheld, positionNotionalWithheld, positionTierWithheld,
        positionFundingWithheld, positionStopPlaced, positionStopPlanned, positionLiquidationAbove,
        positionLiquidationBelow, positionHere
    case positionLabel = "position.label symbol side"
    case positionName = "position.name symbol side mode"
    case positionEntered = "position.entered price"
    case positionChart = "position.chart symbol"
    case positionNotional = "position.notional amount"
    case positionTier = "position.tier number rate"
    case positionLeverage = "position.leverage multiple"
    case positionPrices = "position.prices coin"
    case positionFunding = "position.funding flow"
    case positionFundingDay = "position.funding-day flow day"
    case positionToPay = "position.to-pay amount"
    case positionToReceive = "position.to-receive amount"
    case positionContractOne = "position.contract-one quantity"
    case positionContractMany = "position.contract-many quantity"
    case positionContractOneCoins = "position.contract-one-coins quantity coins"
    case positionContractManyCoins = "position.contract-many-coins quantity coins"
    case verdictEmpty, verdictIncomplete, verdictByDistance, verdictIndicative
    case verdictInPool = "verdict.in-pool money pool"
    case verdictHealthy = "verdict.healthy equity requirement excess use"
    case verdictWatch = "verdict.watch equity requirement excess use"
    case verdictCall = "verdict.call equity requirement excess use"
    case verdictLiquidation = "verdict.liquidation equity requirement use deficit"
    case verdictNoPosition = "verdict.no-position equity"
    case verdictNoPositionPool = "verdict.no-position-pool pool equity"
    case verdictOwed = "verdict.owed equity venue"
    case verdictOwedPool = "verdict.owed-pool pool equity venue"
    case verdictBankrupt = "verdict.bankrupt equity"
    case verdictBankruptPool = "verdict.bankrupt-pool pool equity"
    case verdictPortfolio = "verdict.portfolio name ratio threshold"
    case verdictVenueSays = "verdict.venue-says venue name ratio threshold"
    case verdictLiquidationWhen = "verdict.liquidation-when move"
    case verdictRoom = "verdict.room ratio loss"
    case preparedTestnet
    case preparedNoNotice = "prepared.no-notice who venue"
    case preparedNotice = "prepared.notice who venue"
    case actNotUrgent, actLook, actDoubtful, actRatioOnly, actNoPlan, actNear, actNow
    case summaryNothing, summaryDisputed, summaryWithheld, summaryPortfolio, summaryNoStep,
        summaryNone, summaryNoBest
    case summaryNotFound = "summary.not-found target"
    case summaryNotFoundPools = "summary.not-found-pools target"
    case summaryCured = "summary.cured target"
    case summaryReached = "summary.reached target"
    case summaryReachedPools = "summary.reached-pools target"
    case summaryByUse = "summary.by-use target"
    case summaryByUsePools = "summary.by-use-pools target"
    case summaryMissed = "summary.missed target"
    case summaryMissedPools = "summary.missed-pools target"
    case summaryClose = "summary.close distance move"
    case summaryCloseMissing = "summary.close-missing amount"
    case summaryCost = "summary.cost cost"
    case summaryBest = "summary.best ratio"
    case summaryBestMissing = "summary.best-missing ratio amount"
    case summaryNoBestMissing = "summary.no-best-missing amount"
    case summaryFirstSteps = "summary.first-steps shown all"
    case summaryPending = "summary.pending amount state use"
    case summaryPendingDistance = "summary.pending-distance amount state use move"
    case keyNoBalance, keyUse, keySameReason, keyJoint, keyPast, keyNoPosition, keyNoMove
    case keyWorstPool = "key.worst-pool pool"
    case keyOnePool = "key.one-pool pool"
    case keyWithAll = "key.with-all place count figure"
    case keyADeficit = "key.a-deficit amount"
    case keyAnExcess = "key.an-excess amount"
    case keyNativeHigher = "key.native-higher threshold"
    case keyNativeLower = "key.native-lower threshold"
    case keyCodeWhy = "key.code-why code why"
    case reportTitleFull, reportTitleStatement, reportRounding, reportReasonsNotComputed,
        reportReasonsWithheld, reportReasonsNotes, reportYes, reportNo
    case reportStopUseless = "report.stop-useless position trigger liquidation"
    case reportStateWord = "report.state-word state cause"
    case reportMarginTop = "report.margin-top time"
    case reportMarginReport = "report.margin-report reference"
    case reportNearestShown = "report.nearest-shown shown all"
    case doCancelAll, doAutoOffAll, doHold, doHoldNear, doUnknownAmount
    case doDeposit = "do.deposit amount"
    case doAwait = "do.await amount"
    case doTransfer = "do.transfer amount"
    case doAddMargin = "do.add-margin amount position"
    case doReduce = "do.reduce position"
    case doClose = "do.close position"
    case doWithOrder = "do.with-order what order"
    case doCancel = "do.cancel position"
    case doLeverage = "do.leverage position"
    case doMode = "do.mode position"
    case doStop = "do.stop position"
    case doStopAt = "do.stop-at position price"
    case doAutoOff = "do.auto-off position"
    case doLeave = "do.leave position"
    case orderContracts
    case orderSellMarket = "order.sell-market size"
    case orderBuyMarket = "order.buy-market size"
    case orderSellStop = "order.sell-stop size"
    case orderBuyStop = "order.buy-stop size"
    case orderSize = "order.size quantity unit"
    case orderInCoins = "order.in-coins size coins"
    case orderParts = "order.parts size count part"
    case orderPartsLast = "order.parts-last size count part last"
    case optionBare, optionBareIf, optionArticle, optionArticleIf, optionTarget, optionTargetIf,
        optionDistance, optionDistanceIf, optionRouteFee, optionNonePast, optionNoneUnknown,
        optionRatioAlone, optionLowestCostIf, optionBothIf, optionNoCutIf, optionNoMoneyIf,
        optionNoCheaper
    case optionOneAlone = "option.one-alone symbol move"
    case optionAtMostDearer = "option.at-most-dearer amount"
    case optionMore = "option.more amount"
    case optionLess = "option.less amount"
    case partPools, partPool, partPoolCaption, partPoolsCaption, partCollateralCaption, partSkipped,
        partReconciliation, partReconciliationCaption, partPositions, partPositionsCaption,
        partAllPositions, partRounding, partSources, partSourcesCaption, partMarkPrice,
        partIndicativePrice, partTiers, partCandles, partCandlesSource, partFee, partOwnFee
    case partSkippedItem = "part.skipped-item kind why source"
    case partRules = "part.rules rules"
    case partRulesBy = "part.rules-by rules sources"
    case partAllSymbols = "part.all-symbols count"
    case partFeeTier = "part.fee-tier tier"
    case partCosts = "part.costs fee slippage"
    case columnAccount, columnPool, columnState, columnAsset, columnCoin, columnWalletBalance,
        columnCountedAt, columnIndexPrice, columnFigure, columnReported, columnComputed,
        columnCause, columnPosition, columnWhat, columnOf, columnAsOf, columnSource, columnVenue,
        columnMove, columnWhy, columnAmount, columnFrom, columnTo, columnQuantity, columnContract,
        columnPrice, columnAt, columnCost, columnFee, columnNet, columnAfter, columnBefore,
        columnNow, columnExpected, columnActual, columnMissing, columnCode
    case reasonNote, reasonNotComputed, reasonWithheld, reasonAllPrices
    case reasonPositions = "reason.positions count"
    case reasonGathered = "reason.gathered what symbols"
    case reasonPlace = "reason.place position field"
    case stepDeposit, stepAwaitCredit, stepTransfer, stepAddIsolatedMargin, stepReduce, stepClose,
        stepCancelOrders, stepSetLeverage, stepSetMarginMode, stepPlaceStop, stepDisableAuto,
        stepHold
    case chartAccounts, chartNow, chartAllPrices, chartHours, chartCure, chartAfterPlan, chartMargin
    case chartDashed = "chart.dashed label"
    case chartTrigger = "chart.trigger place"
    case chartCurveMoves = "chart.curve-moves coin places"
    case chartCurveMovesApart = "chart.curve-moves-apart coin"
    case chartCurveHours = "chart.curve-hours coin places"
    case chartCurveHoursApart = "chart.curve-hours-apart coin"
    case chartHistory = "chart.history coin count first last"
    case chartLadder = "chart.ladder levels"
    case chartLevel = "chart.level label price"
    case chartFallMoves = "chart.fall-moves accounts down up"
    case chartMoreSteps = "chart.more-steps count"
    case chartOthers = "chart.others count"
    case countAccounts = "count.accounts #count"
    case auditPastNow, auditNever
    case auditNotComputed = "audit.not-computed why"
    case auditRefused = "audit.refused why source"
    case auditAfter = "audit.after hours"
    case auditAfterAt = "audit.after-at hours time"
    case auditUnknown = "audit.unknown why"
    case leverageTitle, leverageCaption, leverageSetting, leverageCap, leverageAtCap,
        leverageEffective, leverageSizeAtCap, leverageNotLarger
    case isolationTitle, isolationCaption, isolationModeNow, isolationInCross, isolationIsolated,
        isolationKept
    case averagingTitle, averagingConfirmed, averagingNotConfirmed, averagingNotStated
    case averagingOpen = "averaging.open symbols"
    case averagingClosed = "averaging.closed symbols"
    case averagingEvidence = "averaging.evidence chain frames"
    case legTitle, legCaption, legLeg, legUseBefore, legUseAfter, legStateBefore, legStateAfter
    case sizingTitle, sizingCaption, sizingRange, sizingPeriods, sizingMultiple, sizingBudget,
        sizingAllowed, sizingActual, sizingTimes, sizingRanges, sizingNoneAllowed
    case trailingTitle, trailingCaption, trailingNotRecorded
    case changedTitle, changedFirst, changedFunding, changedDeposits, changedRest, changedThen,
        changedNow
    case changedSince = "changed.since time"
    case changedUnknown = "changed.unknown pools"
    case changedPriceOf = "changed.price-of position"
    case changedCaption = "changed.caption pool"
    case historyTitle, historyNoPool, historyChart
    case historyCaption = "history.caption pool"
    case transfersTitle, transfersIntro, transfersCaption, transfersCredited, transfersPending,
        transfersFailed
    case transfersIn = "transfers.in amount count"
    case fundsTitle, fundsOne, fundsSeveral, fundsCaption, fundsOrder
    case fundsNotUsed = "funds.not-used why source"
    case loanTitle, loanNoClosing
    case loanCost = "loan.cost amount rate time interest"
    case loanClosing = "loan.closing cost"
    case loanClosingEven = "loan.closing-even cost time"
    case loanLimit = "loan.limit limit"
    case loanAbove = "loan.above rate"
    case fundingTitle, fundingTestnet, fundingPositions, fundingRate, fundingEvery, fundingNext,
        fundingThen, fundingInDay, fundingPerDay, fundingNextPayment, fundingDay, fundingPools,
        fundingBreaches, fundingCurve, fundingPrices, fundingPaidTitle, fundingPayments,
        fundingPaid, fundingReceived
    case fundingIntro = "funding.intro breach"
    case underwayTitle, underwayLikely, underwayNoSign, underwayUncheckedOne, underwayShrunk
    case underwayUnchecked = "underway.unchecked count"
    case underwayReduceOrders = "underway.reduce-orders count"
    case underwayLog = "underway.log span"
    case automationTitle, automationCaption, automationFeature, automationEffect, automationLeaveOn,
        automationTopUp, automationReduceOnly, automationTrailing
    case clustersTitle, clustersCaption, clustersEntries, clustersFromMark, clustersFirst,
        clustersLast, clustersTimeOfDay, clustersChart
    case clustersEntryCount = "clusters.entry-count #count"
    case stressTitle, stressNote, stressPast, stressPastPool, stressWithheld, stressNone,
        stressState, stressJoint, stressJointPools, stressCurve, stressSingle, stressBelow,
        stressAbove, stressDay, stressLastDay, stressReturns, stressDown, stressUp,
        stressStateAfter, stressStateAfterIt, stressDayAll, stressDirection, stressAllDown,
        stressAllUp
    case stressAt = "stress.at place"
    case stressAtTwo = "stress.at-two first second"
    case stressBeta = "stress.beta driver"
    case stressMoveOf = "stress.move-of driver"
    case compareTitle, compareIntro, compareCaption, compareItsRatio, compareDown, compareUp,
        compareCost, comparePrices, compareLiquidationPrice
    case compareOwn = "compare.own venue"
    case claimsTarget, claimsUnknownUse
    case claimsRises = "claims.rises name ratio venue threshold"
    case claimsFalls = "claims.falls name ratio venue threshold"
    case claimsRoom = "claims.room move"
    case claimsBareNothing = "claims.bare-nothing amount use"
    case claimsDeficit = "claims.deficit percent amount use aim aimUse"
    case claimsSources = "claims.sources all refused used"
    case claimsClosingReaches = "claims.closing-reaches cuts cost"
    case claimsClosingMisses = "claims.closing-misses cuts cost"
    case claimsLeverageRefused = "claims.leverage-refused why source"
    case claimsLeverageAbove = "claims.leverage-above symbols"
    case claimsNotNow = "claims.not-now why source"
    case claimsStopAt = "claims.stop-at symbol price"
    case claimsStops = "claims.stops stops"
    case claimsPays = "claims.pays amount"
    case claimsReceives = "claims.receives amount"
    case claimsCut = "claims.cut quantity coin"
    case claimsCutContracts = "claims.cut-contracts quantity symbol"
    case claimsSaidHolds = "claims.said-holds claim finding"
    case claimsSaidPartly = "claims.said-partly claim finding"
    case claimsSaidNot = "claims.said-not claim finding"
    case claimsSaidUnknown = "claims.said-unknown claim finding"
    case saidArticleDeposit, saidTargetDeposit, saidLosersFirst, saidConfirmationTime, saidDeadline,
        saidLeverageCap, saidIsolation, saidStopDistance, saidRecalculation, saidLoanRate,
        saidFundingSign, saidPoolEffect, saidFailedTransfer, saidTestNetwork
    case bookTitle, bookNote, bookNoAccount, bookNoneReported, bookStates, bookAccounts, bookCame,
        bookWent, bookAll, bookMoney, bookNoMoney, bookMoneyCaption, bookPools, bookNearest,
        bookNoNearest, bookNearestAll, bookWhatMoves, bookAllPrices, bookCurve, bookPricesFall,
        bookPricesRise, bookCurveChart, bookConcentration, bookNoPosition, bookByAsset, bookByVenue,
        bookLong, bookShort, bookShare, bookOthers, bookPastTitle, bookWorstFirst, bookNearestMore,
        bookNearestOrder, bookChanges, bookNoChange, bookChangesOrder, bookAPosition, bookPoolNew,
        bookSteps, bookStepsCaption, bookAfterFall, bookAfterRise, bookNextAt, bookSharesMore,
        bookFailures, bookNoFailures, bookFailuresOrder, bookPlace, bookWrong, bookMissingTitle,
        bookNothingBefore, bookDayBefore, bookLastReport, bookSheets, bookSheetsCaption
    case bookPart = "book.part part"
    case bookPartOf = "book.part-of number count"
    case bookNonePast = "book.none-past #count"
    case bookPast = "book.past #past accounts"
    case bookPastMissing = "book.past-missing #past accounts deficits"
    case bookCalls = "book.calls #count"
    case bookNext = "book.next account move"
    case bookFailed = "book.failed #count"
    case bookMissing = "book.missing #count"
    case bookStatesCaption = "book.states-caption #count"
    case bookPoolsUnknown = "book.pools-unknown #count"
    case bookMoreCoins = "book.more-coins #count"
    case bookNearestFirst = "book.nearest-first shown count"
    case bookCurveCaption = "book.curve-caption count"
    case bookUncounted = "book.uncounted parts"
    case bookNotKnown = "book.not-known down up"
    case bookNoSuchMove = "book.no-such-move down up"
    case bookPositionsUnknown = "book.positions-unknown #count"
    case bookByFirst = "book.by-first caption shown count"
    case bookListFirst = "book.list-first shown count rest"
    case bookListOne = "book.list-one rest"
    case bookListAll = "book.list-all count rest"
    case bookWhyWithheld = "book.why-withheld codes"
    case bookWhyMove = "book.why-move move"
    case bookWhyEquityStill = "book.why-equity-still now"
    case bookWhyEquity = "book.why-equity before now"
    case bookWhyRequirementStill = "book.why-requirement-still now"
    case bookWhyRequirement = "book.why-requirement before now"
    case bookMostByPrice = "book.most-by-price symbol amount"
    case bookMostByFunding = "book.most-by-funding amount"
    case bookMostByDeposits = "book.most-by-deposits amount"
    case bookMostByRest = "book.most-by-rest amount"
    case bookWhySince = "book.why-since why time"
    case bookNoneMissing = "book.none-missing day"
    case bookMissingOrder = "book.missing-order day"
    case bookSheetsOf = "book.sheets-of venue dates"
    // End of reports.

    static let months: [Phrase] = [
        .january, .february, .march, .april, .may, .june, .july, .august, .september, .october,
        .november, .december,
    ]

    static let shortMonths: [Phrase] = [
        .formatM1, .formatM2, .formatM3, .formatM4, .formatM5, .formatM6, .formatM7, .formatM8,
        .formatM9, .formatM10, .formatM11,
        .formatM12,
    ]

    private static let parts: [Phrase: [String]] = Dictionary(
        uniqueKeysWithValues: allCases.map {
            let name = $0.rawValue
            guard name.utf8.contains(UInt8(ascii: ".")) else { return ($0, [key(of: name)]) }
            let written = name.utf8.split(separator: UInt8(ascii: " "))
            return ($0, written.map { String(Substring($0)) })
        })

    /// `figure.margin-use` of `figureMarginUse`.
    private static func key(of name: String) -> String {
        var key: [UInt8] = []
        var separator = UInt8(ascii: ".")
        for letter in name.utf8 {
            if (0x41...0x5A).contains(letter) {
                key.append(separator)
                separator = UInt8(ascii: "-")
            }
            key.append((0x41...0x5A).contains(letter) ? letter | 0x20 : letter)
        }
        return String(decoding: key, as: UTF8.self)
    }

    private var parts: [String] { Self.parts[self] ?? [] }

    /// Where its entry stands in a words file.
    var key: String { parts[0] }

    var names: [String] {
        parts.dropFirst().map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    }

    /// The place among the names of the number that chooses the plural form.
    var counted: Int? { parts.dropFirst().map { $0.hasPrefix("#") }.firstIndex(of: true) }
}
