#include "tests/sim/faults/crash_plan.h"

#include "node/core/signer.h"

#include <algorithm>

namespace timecoin::sim {

namespace {

/// A run goes on for a while after the last one, so that what it did can show.
constexpr std::uint64_t kMostDeaths = 8;
/// Of 1,000: a process that died at the point dies again while it starts.
constexpr std::uint32_t kAgain = 300;
/// Where the point is a start, this is what comes before it.
constexpr std::uint32_t kFirstDeath = 60;

/// How many of `deliveries` leave; nullopt: too few to be cut short like this.
std::optional<std::size_t> leaving(CrashPhase phase, std::size_t deliveries) {
    switch (phase) {
    case CrashPhase::Unsent: return 0;
    case CrashPhase::First: return deliveries < 2 ? std::nullopt : std::optional<std::size_t>(1);
    case CrashPhase::Half: return deliveries < 4 ? std::nullopt : std::optional(deliveries / 2);
    case CrashPhase::AllButOne:
        return deliveries < 3 ? std::nullopt : std::optional(deliveries - 1);
    default: return std::nullopt;
    }
}

std::optional<CrashAt> subjectOf(StorageOperation operation) {
    switch (operation) {
    case StorageOperation::Commit: return CrashAt::Block;
    case StorageOperation::WriteBack: return CrashAt::WriteBack;
    case StorageOperation::Prune: return CrashAt::Prune;
    case StorageOperation::OpenGenesis: return CrashAt::Genesis;
    case StorageOperation::Append:  // its records tell
    case StorageOperation::ReadCoin: break;
    }
    return std::nullopt;
}

}  // namespace

CrashPlan::CrashPlan(const CrashPoint& point, std::uint64_t seed, std::uint32_t members,
                     const std::map<Hash, Hash>& rivals, const bool& peace)
    : m_point(point),
      m_random(seedOf(point, seed) ^ 0x706f696e74ULL),
      m_rivals(rivals),
      m_peace(peace),
      m_anyMember(point.at != CrashAt::WriteBack &&
                  (happeningAt(point.at) != Happening::Anything || m_random.chance(700))),
      m_victim(static_cast<NodeNumber>(m_random.below(members))),
      m_members(members) {
    constexpr std::uint32_t kChances[] = {1'000, 1'000, 400, 150};
    m_chance = kChances[m_random.below(4)];
    if (happeningAt(point.at) != Happening::Anything) m_chance = 1'000;  // occasions are rare
}

bool CrashPlan::mayDie(NodeNumber node) const {
    return !m_peace && m_reached < kMostDeaths &&
           (m_anyMember ? node < m_members : node == m_victim);
}

/// An occasion: taken or not.
bool CrashPlan::hit() {
    if (!m_random.chance(m_chance)) return false;
    ++m_reached;
    return true;
}

void CrashPlan::onDown(NodeNumber node) {
    Process& process = m_processes[node];
    process.turn = process.storing = 0;
    process.loaded = process.signedSinceStart = false;
    process.turnsToSecond = 0;
    if (!mayDie(node) || !m_random.chance(kAgain)) return;
    process.turnsToSecond = static_cast<std::uint32_t>(m_random.between(1, 8));
}

// ---- storing ------------------------------------------------------------------------------

void CrashPlan::storing(NodeNumber node, const std::vector<SafetyRecord>& records) {
    m_processes[node].storing = subjectsOf(node, records);
}

StorageFault CrashPlan::fateOf(NodeNumber node, StorageOperation operation) {
    Process& process = m_processes[node];
    const auto at = subjectOf(operation);
    CrashSubjects subjects = at ? subject(*at) : 0;
    if (operation == StorageOperation::Append) subjects = std::exchange(process.storing, 0);
    const bool isPoint = (subjects & subject(m_point.at)) != 0;
    const bool stores = m_point.phase == CrashPhase::Before || m_point.phase == CrashPhase::Stored;
    if (isPoint && stores && mayDie(node) && hit())
        return m_point.phase == CrashPhase::Before ? StorageFault::CrashBefore
                                                   : StorageFault::CrashAfter;
    process.turn |= subjects;
    process.signedSinceStart = process.signedSinceStart || operation == StorageOperation::Append;
    return StorageFault::Ok;
}

CrashSubjects CrashPlan::subjectsOf(NodeNumber node, const std::vector<SafetyRecord>& records) {
    CrashSubjects subjects = 0;
    for (const SafetyRecord& record : records) {
        switch (record.kind) {
        case SafetyKind::Transfer: subjects |= subject(CrashAt::TransferRecord); break;
        case SafetyKind::Certificate: subjects |= subject(CrashAt::CertificateRecord); break;
        case SafetyKind::Body: subjects |= subject(CrashAt::BodyRecord); break;
        case SafetyKind::Prepared: subjects |= subject(CrashAt::PreparedRecord); break;
        case SafetyKind::Statement:
            if (const auto made = SignedRecord::decode(record.bytes)) {
                const CrashSubjects statement = ofMessage(made->message);
                m_incomplete = m_incomplete || statement == 0;
                subjects |= statement;
                m_processes[node].said.insert(wire::messageId(wire::encodeMessage(made->message)));
            }
            break;
        }
    }
    return subjects;
}

CrashSubjects CrashPlan::ofMessage(const wire::Message& message) const {
    const auto byView = [](std::uint32_t view, CrashAt first, CrashAt later) {
        return subject(view == 0 ? first : later);
    };
    const auto byDispute = [this](const std::vector<Hash>& ids, CrashAt calm, CrashAt side) {
        return subject(disputed(ids) ? side : calm);
    };
    using namespace wire;
    if (std::holds_alternative<ReadyMessage>(message)) return subject(CrashAt::Ready);
    if (const auto* m = std::get_if<ViewChangeMessage>(&message))
        return m->change.prepared
                   ? subject(CrashAt::LockedViewChange)
                   : byView(m->change.at.view, CrashAt::ViewChange, CrashAt::LaterViewChange);
    if (const auto* m = std::get_if<ProposalMessage>(&message))
        return m->justification.prepared
                   ? subject(CrashAt::RepeatedProposal)
                   : byView(m->prePrepare.at.view, CrashAt::Proposal, CrashAt::LaterProposal);
    if (const auto* m = std::get_if<PrepareMessage>(&message))
        return byView(m->prepare.at.view, CrashAt::Prepare, CrashAt::LaterPrepare);
    if (const auto* m = std::get_if<CommitMessage>(&message))
        return byView(m->commit.at.view, CrashAt::Commit, CrashAt::LaterCommit);
    if (const auto* m = std::get_if<TxVotesMessage>(&message))
        return byDispute(m->ids, CrashAt::Votes, CrashAt::VotesForSide);
    if (const auto* m = std::get_if<TxAcksMessage>(&message))
        return byDispute(m->ids, CrashAt::Acknowledgements, CrashAt::SideAcknowledged);
    return 0;
}

bool CrashPlan::disputed(const std::vector<Hash>& ids) const {
    return std::any_of(ids.begin(), ids.end(),
                       [this](const Hash& id) { return m_rivals.contains(id); });
}

// ---- starting and sending -------------------------------------------------------------------

bool CrashPlan::dies(NodeNumber loaded) {
    Process& process = m_processes[loaded];
    process.loaded = true;
    return process.starts++ != 0 && m_point.at == CrashAt::Loaded && mayDie(loaded) && hit();
}

std::optional<std::size_t> CrashPlan::afterTurn(NodeNumber node, const Turn& turn,
                                                std::size_t deliveries) {
    Process& process = m_processes[node];
    const CrashSubjects stored = std::exchange(process.turn, 0);
    if (!mayDie(node)) return std::nullopt;
    if (process.turnsToSecond != 0 && --process.turnsToSecond == 0) {
        ++m_again;
        return static_cast<std::size_t>(m_random.between(0, deliveries));
    }
    bool isPoint = (stored & subject(m_point.at)) != 0;
    const bool restarted = process.starts > 1;
    if (m_point.at >= CrashAt::Loaded) {
        if (stored != 0 && m_random.chance(kFirstDeath))
            return static_cast<std::size_t>(m_random.between(0, deliveries));
        isPoint = restarted &&
                  ((m_point.at == CrashAt::Asking &&
                    std::any_of(turn.sends.begin(), turn.sends.end(),
                                [](const SendTo& out) {
                                    return std::holds_alternative<wire::AskNewest>(out.message);
                                })) ||
                   (m_point.at == CrashAt::Repeating && repeats(process, turn)));
    }
    const auto most = leaving(m_point.phase, deliveries);
    if (!isPoint || !most || !hit()) return std::nullopt;
    return most;
}

/// Before it signs anything new: what it said before it died leaves again.
bool CrashPlan::repeats(const Process& process, const Turn& turn) const {
    if (process.signedSinceStart) return false;
    const auto own = [&](const auto& out) {
        return process.said.contains(wire::messageId(wire::encodeMessage(out.message)));
    };
    return std::any_of(turn.sends.begin(), turn.sends.end(), own) ||
           std::any_of(turn.gossip.begin(), turn.gossip.end(), own);
}

}  // namespace timecoin::sim
