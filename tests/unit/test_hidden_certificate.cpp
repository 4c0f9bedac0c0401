// TRUST 8: a certificate that one member hides and shows to each of the others just before it closes
// its window, just after, or never. Every such interleaving is tried with the real windows and the
// real primary of the height: what anybody may call final then is in every block that may be made
// (R-FIN-4, R-FIN-5, R-CON-4, R-CON-5).
#include "node/consensus/replica.h"
#include "tests/support/window_net.h"

#include <QTest>

#include <array>
#include <set>

using namespace timecoin;

namespace {

using Ids = std::vector<Hash>;
const Hash kA = testHash(1);  // certified by 0, 1 and the liar
const Hash kB = testHash(2);  // spends the same coin; the primary votes for it

constexpr MemberIndex kLiar = 2;
constexpr MemberIndex kPrimary = 3;  // of (7, 0)
constexpr std::array<MemberIndex, 3> kHonest = {0, 1, kPrimary};

enum class Shown : std::uint8_t { Before, After, Never };

/// What the liar does.
struct Plan {
    std::array<Shown, 3> shown;  ///< by place in kHonest
    std::uint32_t ackTo = 0;     ///< who hears its acknowledgement in time: bits likewise
    bool lists = false;          ///< its C names the transfer
    MemberIndex late = 0;        ///< whose VIEW-CHANGE comes to the primary last
};

class Height {
public:
    explicit Height(const Plan& plan) : m_plan(plan) {
        for (const MemberIndex self : kHonest) m_windows.push_back(m_net.window(self));
    }

    void vote();
    void close();
    /// Ids that the lists of the primary's J name.
    std::optional<std::set<Hash>> demanded();
    /// Whether anybody calls it final, now or when everything has come everywhere.
    bool finalNow() const;
    bool finalInTheEnd();
    bool closedWindowsSign() const { return m_lateSignature; }

private:
    void show(std::size_t to);
    ViewChange change(MemberIndex member, const Ids& list);

    WindowNet m_net{4};
    Plan m_plan;
    std::vector<Window> m_windows;
    std::vector<std::pair<MemberIndex, Ids>> m_acks;
    std::map<IdListRef, Ids> m_lists;
    std::uint64_t m_sequence = 100;
    bool m_lateSignature = false;
};

/// Each honest member votes for the side it hears of first, and all of them hear these votes.
void Height::vote() {
    std::vector<std::pair<MemberIndex, Ids>> votes;
    for (std::size_t i = 0; i < kHonest.size(); ++i) {
        const bool first = kHonest[i] != kPrimary;
        m_windows[i].offer(factsOf(first ? 1 : 2, {1}));
        votes.emplace_back(kHonest[i], m_windows[i].takeVotes());
        m_windows[i].offer(factsOf(first ? 2 : 1, {1}));
    }
    for (std::size_t i = 0; i < kHonest.size(); ++i)
        for (const auto& [member, ids] : votes)
            if (member != kHonest[i]) m_net.vote(m_windows[i], member, ids);
}

void Height::show(std::size_t to) {
    m_windows[to].onCertificate(m_net.certificate(StatementKind::TxVote, kA, {0, 1, kLiar}));
    const Ids acks = m_windows[to].takeAcks();
    if (!acks.empty()) m_acks.emplace_back(kHonest[to], acks);
}

void Height::close() {
    for (std::size_t i = 0; i < kHonest.size(); ++i)
        if (m_plan.shown[i] == Shown::Before) show(i);
    for (std::size_t i = 0; i < kHonest.size(); ++i) {
        for (const auto& [member, ids] : m_acks)
            if (member != kHonest[i]) m_net.ack(m_windows[i], member, ids);
        if ((m_plan.ackTo >> i & 1) != 0) m_net.ack(m_windows[i], kLiar, {kA});
    }
    for (Window& window : m_windows) window.freeze();
    const std::size_t signedBefore = m_acks.size();
    for (std::size_t i = 0; i < kHonest.size(); ++i)
        if (m_plan.shown[i] == Shown::After) show(i);
    m_lateSignature = m_acks.size() != signedBefore;
}

ViewChange Height::change(MemberIndex member, const Ids& list) {
    ViewChange made;
    made.at = {WindowNet::kEpoch, WindowNet::kHeight, 0, member, ++m_sequence};
    made.acknowledged = IdListRef::of(list);
    m_lists[made.acknowledged] = list;
    return made;
}

std::optional<std::set<Hash>> Height::demanded() {
    static const TestNetwork keys = testNetwork(4);
    Replica primary(m_net.context(), 1'000, kPrimary);
    primary.onDue();
    primary.step({0, 0});
    primary.onOwn(signedStatement(change(kPrimary, m_windows.back().freeze()), keys, fastScheme()),
                  std::nullopt);
    std::vector<MemberIndex> order;
    for (const MemberIndex member : {MemberIndex{0}, MemberIndex{1}, kLiar})
        if (member != m_plan.late) order.push_back(member);
    order.push_back(m_plan.late);
    // What an honest member acknowledged it can prove; what the liar names, only if it showed it.
    const bool primaryHasIt = m_plan.shown.back() != Shown::Never || !m_acks.empty();
    for (const MemberIndex member : order) {
        const Ids list =
            member == kLiar ? (m_plan.lists ? Ids{kA} : Ids{}) : Ids(m_windows[member].freeze());
        primary.onViewChange(
            m_net.checked(signedStatement(change(member, list), keys, fastScheme())), std::nullopt);
        for (auto wishes = primary.step({0, 0}); !wishes.empty(); wishes = primary.step({0, 0})) {
            bool moved = false;
            for (const auto& wish : wishes) {
                if (const auto* back = std::get_if<BackList>(&wish); back && primaryHasIt) {
                    primary.onListBacked(back->list);
                    moved = true;
                } else if (const auto* make = std::get_if<MakeProposal>(&wish)) {
                    std::set<Hash> ids;
                    for (const ViewChange& used : make->justification.changes)
                        for (const Hash& id : m_lists.at(used.acknowledged)) ids.insert(id);
                    return ids;
                }
            }
            if (!moved) break;
        }
    }
    return std::nullopt;
}

bool Height::finalNow() const {
    return std::any_of(m_windows.begin(), m_windows.end(),
                       [](const Window& window) { return window.final(kA); });
}

bool Height::finalInTheEnd() {
    for (std::size_t i = 0; i < kHonest.size(); ++i) {
        show(i);
        for (const auto& [member, ids] : m_acks)
            if (member != kHonest[i]) m_net.ack(m_windows[i], member, ids);
        m_net.ack(m_windows[i], kLiar, {kA});
    }
    return finalNow();
}

}  // namespace

class TestHiddenCertificate : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void everyInterleavingHasOneOutcome() {
        std::uint32_t runs = 0;
        std::uint32_t finals = 0;
        std::uint32_t free = 0;
        for (std::uint32_t shown = 0; shown < 27; ++shown) {
            for (std::uint32_t rest = 0; rest < 8 * 2 * 3; ++rest) {
                const Plan plan{{static_cast<Shown>(shown % 3), static_cast<Shown>(shown / 3 % 3),
                                 static_cast<Shown>(shown / 9)},
                                rest % 8,
                                rest / 8 % 2 != 0,
                                static_cast<MemberIndex>(rest / 16)};
                const auto what = QStringLiteral("shown=%1 rest=%2").arg(shown).arg(rest);
                Height height(plan);
                height.vote();
                height.close();
                QVERIFY2(!height.closedWindowsSign(), qPrintable(what));
                const bool early = height.finalNow();
                const auto demanded = height.demanded();
                QVERIFY2(demanded, qPrintable(what));  // an honest primary always finds a J
                const bool final = height.finalInTheEnd();
                QVERIFY2(final || !early, qPrintable(what));
                QVERIFY2(!final || demanded->contains(kA), qPrintable(what));
                QVERIFY2(!demanded->contains(kB), qPrintable(what));
                ++runs;
                finals += final ? 1U : 0U;
                free += demanded->empty() ? 1U : 0U;
            }
        }
        QCOMPARE(runs, 27U * 48U);
        // The interleavings reach both ends: final, and nothing demanded at all.
        QVERIFY(finals > 0 && free > 0 && finals + free < runs);
    }
};

QTEST_GUILESS_MAIN(TestHiddenCertificate)
#include "test_hidden_certificate.moc"
