#include "ui/models/round_log.h"

#include <algorithm>
#include <iterator>

namespace timecoin {
namespace {

constexpr const char* kKinds[kRoundPhases] = {"READY", "VIEW-CHANGE", "PRE-PREPARE", "PREPARE",
                                              "COMMIT"};

}  // namespace

QString phaseKind(RoundPhase phase) {
    return QString::fromLatin1(kKinds[static_cast<int>(phase)]);
}

std::optional<RoundPhase> roundPhaseOf(const QString& kind) {
    for (int at = 0; at < kRoundPhases; ++at)
        if (kind == QLatin1String(kKinds[at])) return static_cast<RoundPhase>(at);
    return std::nullopt;
}

quint64 Round::startMs() const {
    return marks.isEmpty() ? 0 : marks.front().wallMs;
}

std::optional<quint64> Round::tookMs() const {
    if (!committed || marks.isEmpty() || endMs < startMs()) return std::nullopt;
    return endMs - startMs();
}

const RoundMark* Round::find(RoundPhase phase, quint32 view, quint32 member) const {
    const auto found = std::find_if(marks.begin(), marks.end(), [&](const RoundMark& mark) {
        return mark.phase == phase && mark.view == view && mark.member == member;
    });
    return found == marks.end() ? nullptr : &*found;
}

std::optional<quint64> percentile(QVector<quint64> values, int p) {
    if (values.isEmpty()) return std::nullopt;
    const qsizetype rank = qMax<qsizetype>(1, (values.size() * p + 99) / 100);
    const auto nth = values.begin() + (qMin(rank, values.size()) - 1);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

const Round* RoundLog::round(quint64 height) const {
    const auto found =
        std::lower_bound(m_rounds.begin(), m_rounds.end(), height,
                         [](const Round& one, quint64 wanted) { return one.height < wanted; });
    return found == m_rounds.end() || found->height != height ? nullptr : &*found;
}

/// The round of `height`, made when it is new; null when it is older than all that are kept.
Round* RoundLog::open(quint64 height) {
    const auto found =
        std::lower_bound(m_rounds.begin(), m_rounds.end(), height,
                         [](const Round& one, quint64 wanted) { return one.height < wanted; });
    if (found != m_rounds.end() && found->height == height) return &*found;
    if (found == m_rounds.begin() && m_rounds.size() >= kRounds) return nullptr;
    Round made;
    made.height = height;
    made.members = static_cast<int>(m_members.size());
    made.quorum = m_quorum;
    const auto index = std::distance(m_rounds.begin(), found);
    m_rounds.insert(found, made);
    if (m_rounds.size() <= kRounds) return &m_rounds[static_cast<std::size_t>(index)];
    m_rounds.pop_front();
    return &m_rounds[static_cast<std::size_t>(index - 1)];
}

void RoundLog::onSnapshot(const NodeSnapshot& snapshot) {
    QStringList members;
    std::map<PublicKey, int> places;
    MemberBits silent;
    for (qsizetype at = 0; at < snapshot.members.size(); ++at) {
        const MemberInfo& member = snapshot.members[at];
        members.append(member.service);
        places.emplace(member.operatorKey, static_cast<int>(at));
        if (member.silent && at < qsizetype(silent.size()))
            silent.set(static_cast<std::size_t>(at));
    }
    if (members != m_members || m_quorum != snapshot.quorum) {
        m_members = members;
        m_places = std::move(places);
        m_quorum = snapshot.quorum;
        for (Round& round : m_rounds) {
            if (round.members != 0) continue;  // begun before the first picture
            round.members = static_cast<int>(m_members.size());
            round.quorum = m_quorum;
        }
        ++m_version;
    }
    // The round that goes on has a place even before anybody has said anything.
    Round* const current = open(snapshot.height + 1);
    if (current == nullptr) return;
    if (current->silent == silent && current->views > snapshot.view) return;
    current->silent = silent;
    current->views = std::max(current->views, snapshot.view + 1);
    ++m_version;
}

bool RoundLog::isLate(const Round& round, const RoundMark& mark) const {
    if (round.quorum == 0) return false;
    // A proposal is waited for from when its view is entered.
    const RoundPhase like =
        mark.phase == RoundPhase::PrePrepare ? RoundPhase::ViewChange : mark.phase;
    quint32 said = 0;
    for (const RoundMark& other : round.marks) {
        if (other.phase != like || other.view != mark.view) continue;
        if (++said == round.quorum) return mark.wallMs >= other.wallMs + kLateMs;
    }
    return false;
}

void RoundLog::onPhase(const PhaseInfo& phase) {
    const auto which = roundPhaseOf(phase.kind);
    if (!which) return;
    Round* const round = open(phase.height);
    if (round == nullptr || round->marks.size() >= kMaxMarks) return;
    RoundMark mark{*which, phase.view, phase.member, phase.messageHash, phase.wallMs, false};
    for (const RoundMark& known : round->marks)
        if (known.hash == mark.hash && known.member == mark.member && known.phase == mark.phase)
            return;  // told twice
    mark.late = isLate(*round, mark);
    round->marks.append(mark);
    round->views = std::max(round->views, mark.view + 1);
    if (mark.phase == RoundPhase::PrePrepare) round->primary = static_cast<int>(mark.member);
    if (mark.member < round->spoke.size()) round->spoke.set(mark.member);
    ++m_version;
}

void RoundLog::onView(quint64 height, quint32 view) {
    Round* const round = open(height);
    if (round == nullptr || round->views > view) return;
    round->views = view + 1;
    ++m_version;
}

void RoundLog::onBlock(const BlockInfo& block) {
    Round* const round = open(block.height);
    if (round == nullptr) return;
    round->committed = true;
    round->committedView = block.view;
    round->block = block.hash;
    round->payments = static_cast<int>(block.txids.size());
    round->silent.reset();
    round->views = std::max(round->views, block.view + 1);
    const auto place = m_places.find(block.proposer);
    round->primary = place == m_places.end() ? -1 : place->second;
    for (const RoundMark& mark : round->marks) round->endMs = std::max(round->endMs, mark.wallMs);
    for (const Hash& id : block.txids) m_openPayments.erase(id);
    ++m_version;
}

void RoundLog::onSeen(const Hash& payment, quint64 nowMs) {
    if (m_openPayments.size() < kMaxOpenPayments) m_openPayments.emplace(payment, nowMs);
}

void RoundLog::onFinal(const Hash& payment, quint64 nowMs) {
    const auto found = m_openPayments.find(payment);
    if (found == m_openPayments.end()) return;
    m_latencies.push_back(nowMs > found->second ? nowMs - found->second : 0);
    if (m_latencies.size() > kLatencies) m_latencies.pop_front();
    m_openPayments.erase(found);
    ++m_version;
}

void RoundLog::onRejected(const Hash& payment) {
    m_openPayments.erase(payment);
}

void RoundLog::onStopped() {
    m_openPayments.clear();
    if (!m_rounds.empty()) m_rounds.back().silent.reset();
    ++m_version;
}

std::optional<quint64> RoundLog::roundTime(int p) const {
    QVector<quint64> times;
    for (const Round& round : m_rounds)
        if (const auto took = round.tookMs()) times.append(*took);
    return percentile(std::move(times), p);
}

std::optional<quint64> RoundLog::finalityLatency(int p) const {
    return percentile(QVector<quint64>(m_latencies.begin(), m_latencies.end()), p);
}

}  // namespace timecoin
