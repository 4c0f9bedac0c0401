#include "tests/support/registry_model.h"

#include <algorithm>
#include <tuple>

namespace timecoin {

namespace {

constexpr std::uint64_t kAllMoney = 9'223'372'036'854'775'807;  // 2^63 - 1

std::uint64_t epochNamedBy(const Evidence& evidence) {
    return evidence.place().epoch;
}

}  // namespace

RegistryModel::RegistryModel(const Network& network)
    : m_network(network),
      m_tipMs(network.genesis.timeMs) {
    for (const Output& balance : network.genesis.balances) m_supply += balance.value.satoshi();
    std::vector<PublicKey> keys;
    for (Masternode member : network.genesis.members.members()) {
        member.collateral.txid = network.genesisHash;
        Node node;
        node.facts.node = member;
        node.facts.state = MasternodeState::Active;
        node.rank = m_nodes.size();
        m_nodes.push_back(node);
        m_queue.push_back(member.operatorKey);
        keys.push_back(member.operatorKey);
    }
    m_members = {keys, keys};
}

std::uint64_t RegistryModel::slotAfter(std::uint64_t timestampMs) const {
    return (timestampMs - m_network.genesis.timeMs) / m_network.params.blockIntervalMs;
}

std::uint64_t RegistryModel::epochOfSlot(std::uint64_t slot) const {
    return slot / m_network.params.epochSlots;
}

const std::vector<PublicKey>& RegistryModel::membersAt(std::uint64_t height) const {
    return m_members.at(height);
}

RegistryModel::Node* RegistryModel::withKey(const PublicKey& key) {
    for (Node& node : m_nodes)
        if (node.facts.node.operatorKey == key) return &node;
    return nullptr;
}

RegistryModel::Node* RegistryModel::withCollateral(const OutPoint& collateral) {
    for (Node& node : m_nodes)
        if (node.facts.node.collateral == collateral) return &node;
    return nullptr;
}

/// The genesis in its order, then by slot of registration, then by collateral.
void RegistryModel::sortNodes() {
    std::sort(m_nodes.begin(), m_nodes.end(), [](const Node& a, const Node& b) {
        if (a.facts.registeredSlot != b.facts.registeredSlot)
            return a.facts.registeredSlot < b.facts.registeredSlot;
        if (a.facts.registeredSlot == 0) return a.rank < b.rank;
        return a.facts.node.collateral < b.facts.node.collateral;
    });
}

std::string RegistryModel::take(const MasternodeAction& action, const Hash& txid) {
    const std::uint64_t stamp = nextSlot() + 1;
    if (const auto* said = std::get_if<Registration>(&action)) {
        if (withKey(said->operatorKey) != nullptr) return "its key is registered";
        if (m_nodes.size() == 1'024) return "there is no room";
        Node node;
        node.facts.node = {OutPoint{txid, said->collateralOutput}, said->operatorKey, said->owner,
                           said->payout, said->service};
        node.facts.registeredSlot = stamp;
        node.facts.stateSince = m_height + 1;
        node.facts.rulesVersion = said->rulesVersion;
        m_nodes.push_back(node);
        sortNodes();
        return {};
    }
    Node* node = nullptr;
    if (const auto* said = std::get_if<OperatorUpdate>(&action)) {
        node = withCollateral(said->collateral);
        if (node == nullptr || node->facts.state == MasternodeState::Left) return "not registered";
        MasternodeEntry& facts = node->facts;
        if (facts.node.operatorKey != said->operatorKey) return "another operator";
        if (said->number != facts.updateNumber + 1) return "not the next number";
        if (facts.updatedSlot == stamp) return "a second update in one slot";
        facts.updateNumber = said->number;
        facts.updatedSlot = stamp;
        facts.node.service = said->service;
        facts.rulesVersion = said->rulesVersion;
        if (facts.state == MasternodeState::Suspended && facts.retireSlot == 0 &&
            facts.evidenceSlot == 0) {
            facts.state = MasternodeState::Waiting;
            facts.stateSince = m_height + 1;
        }
    } else if (const auto* retired = std::get_if<Retirement>(&action)) {
        node = withCollateral(retired->collateral);
        if (node == nullptr || node->facts.state == MasternodeState::Left) return "not registered";
        if (node->facts.node.owner != retired->owner) return "another owner";
        if (node->facts.retireSlot != 0) return "retired before";
        node->facts.retireSlot = stamp;
    } else {
        const auto& proof = std::get<Evidence>(action);
        node = withKey(proof.operatorKey);
        if (node == nullptr || node->facts.state == MasternodeState::Left) return "not registered";
        if (node->facts.evidenceSlot != 0) return "proven before";
        if (epochNamedBy(proof) > epochOfSlot(nextSlot())) return "of a later epoch";
        if (node->facts.registeredSlot != 0 &&
            epochNamedBy(proof) <= epochOfSlot(node->facts.registeredSlot - 1))
            return "of before its registration";
        node->facts.evidenceSlot = stamp;
    }
    return {};
}

std::string RegistryModel::onBlock(const Block& block) {
    std::string refusal;
    for (const Transaction& tx : block.transactions) {
        if (tx.kind == TransactionKind::Transfer || tx.kind == TransactionKind::Reward) continue;
        const auto action = decodePayload(tx.kind, tx.payload);
        std::string why = action ? take(*action, tx.id()) : "its payload says nothing";
        if (refusal.empty()) refusal = std::move(why);
    }
    close(block);
    return refusal;
}

std::optional<Lock> RegistryModel::rewardDue() const {
    if (m_height > 0 && nextSlot() == m_slot) return std::nullopt;
    const std::uint64_t reward = m_network.params.blockReward.satoshi();
    if (m_queue.empty() || kAllMoney - m_supply - m_minted < reward) return std::nullopt;
    for (const Node& node : m_nodes)
        if (node.facts.node.operatorKey == m_queue.front()) return node.facts.node.payout;
    return std::nullopt;
}

std::set<OutPoint> RegistryModel::locked() const {
    std::set<OutPoint> locked;
    for (const Node& node : m_nodes) {
        const bool free =
            node.facts.state == MasternodeState::Left && node.facts.unbondsSlot <= nextSlot();
        if (!free) locked.insert(node.facts.node.collateral);
    }
    return locked;
}

void RegistryModel::close(const Block& block) {
    const std::uint64_t slot = nextSlot();
    const std::uint64_t epoch = epochOfSlot(slot);
    const bool sameEpoch = epoch == m_epoch;
    const bool pays = rewardDue().has_value();
    if (!sameEpoch) m_demoted.clear();
    const std::vector<PublicKey> demotedHere = m_demoted;
    if (sameEpoch) demote(block.lastCommit.view);
    m_demotedAtTip = demotedHere;
    see(block);
    if (!sameEpoch) m_seen.back().committed.clear();
    m_tipPays = m_height == 0 || slot != m_slot;
    m_height += 1;
    m_slot = slot;
    m_epoch = epoch;
    m_tipMs = block.header.timestampMs;
    if (pays) pay();
    if (m_upgrade && m_height >= m_upgrade->height) {
        m_version = m_upgrade->version;
        m_upgrade.reset();
    }
    if (epochOfSlot(nextSlot()) > m_epoch) endEpoch(nextSlot());
    std::erase_if(m_nodes, [&](const Node& node) {
        return node.facts.state == MasternodeState::Left && node.facts.unbondsSlot <= m_slot;
    });
    std::vector<PublicKey> keys;
    for (const Node& node : m_nodes)
        if (node.facts.state == MasternodeState::Active)
            keys.push_back(node.facts.node.operatorKey);
    m_members.push_back(std::move(keys));
}

void RegistryModel::pay() {
    const PublicKey key = m_queue.front();
    m_queue.pop_front();
    m_queue.push_back(key);
    withKey(key)->facts.queuedSlot = m_slot + 1;
    withKey(key)->facts.lastPaidHeight = m_height;
    m_minted += m_network.params.blockReward.satoshi();
}

void RegistryModel::see(const Block& block) {
    Seen seen;
    for (const CertificateEntry& entry : block.lastCommit.entries)
        seen.committed.push_back(membersAt(m_height).at(entry.member));
    seen.proposer = block.header.proposer;
    m_seen.push_back(std::move(seen));
}

/// The primaries of the tip's views that passed, each told from the rotation as it was there.
void RegistryModel::demote(std::uint32_t failedViews) {
    const std::vector<PublicKey>& members = membersAt(m_height);
    std::vector<PublicKey> turns;
    for (const PublicKey& key : members)
        if (std::find(m_demotedAtTip.begin(), m_demotedAtTip.end(), key) == m_demotedAtTip.end())
            turns.push_back(key);
    const std::size_t faulty = (members.size() - 1) / 3;
    for (std::uint64_t view = 0; view < failedViews; ++view) {
        const PublicKey& failed =
            turns[(m_height % turns.size() + view % turns.size()) % turns.size()];
        if (std::find(m_demoted.begin(), m_demoted.end(), failed) != m_demoted.end()) continue;
        m_demoted.push_back(failed);
        if (m_demoted.size() > faulty) m_demoted.erase(m_demoted.begin());
    }
}

std::uint64_t RegistryModel::timesSeen(const PublicKey& key) const {
    std::uint64_t times = 0;
    for (const Seen& seen : m_seen) {
        times += seen.proposer == key ? 1U : 0U;
        times += static_cast<std::uint64_t>(
            std::count(seen.committed.begin(), seen.committed.end(), key));
    }
    return times;
}

std::uint32_t RegistryModel::countMembers() const {
    return static_cast<std::uint32_t>(
        std::count_if(m_nodes.begin(), m_nodes.end(), [](const Node& node) {
            return node.facts.state == MasternodeState::Active;
        }));
}

/// Members that should go, the first first: by what is against them, when, and their order.
std::vector<PublicKey> RegistryModel::leaving() const {
    std::vector<std::tuple<int, std::uint64_t, std::size_t, PublicKey>> found;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const MasternodeEntry& facts = m_nodes[i].facts;
        if (facts.state != MasternodeState::Active) continue;
        const PublicKey& key = facts.node.operatorKey;
        if (facts.evidenceSlot != 0)
            found.emplace_back(1, facts.evidenceSlot, i, key);
        else if (facts.retireSlot != 0)
            found.emplace_back(2, facts.retireSlot, i, key);
        else if (facts.missedEpochs >= 2)
            found.emplace_back(3, 0, i, key);
    }
    std::sort(found.begin(), found.end());
    std::vector<PublicKey> keys;
    for (const auto& [why, slot, place, key] : found) keys.push_back(key);
    return keys;
}

void RegistryModel::endEpoch(std::uint64_t slotOfNext) {
    const bool counts = m_seen.size() >= 2 && m_seen.size() >= m_network.params.epochSlots / 2;
    const std::uint64_t unbonds = slotOfNext + m_network.params.unbondingSlots;
    std::vector<PublicKey> joiners;
    for (Node& node : m_nodes) {
        MasternodeEntry& facts = node.facts;
        const bool going = facts.evidenceSlot != 0 || facts.retireSlot != 0;
        if (facts.state == MasternodeState::Active) {
            if (timesSeen(facts.node.operatorKey) > 0)
                facts.missedEpochs = 0;
            else if (counts)
                facts.missedEpochs += 1;
        } else if (facts.state != MasternodeState::Left && going) {
            facts.state = MasternodeState::Left;
            facts.stateSince = m_height;
            facts.unbondsSlot = unbonds;
        } else if (facts.state == MasternodeState::Waiting) {
            joiners.push_back(facts.node.operatorKey);
        }
    }
    for (const PublicKey& key : leaving()) {
        if (countMembers() + joiners.size() < 5) break;
        MasternodeEntry& facts = withKey(key)->facts;
        const bool forGood = facts.evidenceSlot != 0 || facts.retireSlot != 0;
        facts.state = forGood ? MasternodeState::Left : MasternodeState::Suspended;
        facts.stateSince = m_height;
        if (forGood) facts.unbondsSlot = unbonds;
        std::erase(m_queue, key);
    }
    join(std::move(joiners));
    m_seen.clear();
    m_demoted.clear();
    m_demotedAtTip.clear();

    std::map<std::uint16_t, std::uint32_t> knowing;  // version -> members that know it
    for (const Node& node : m_nodes)
        if (node.facts.state == MasternodeState::Active)
            for (std::uint32_t version = 1; version <= node.facts.rulesVersion; ++version)
                ++knowing[static_cast<std::uint16_t>(version)];
    for (const auto& [version, members] : knowing) {
        // Agreed on when more than two thirds know it; the highest such one stays.
        if (3 * members <= 2 * countMembers() || version <= m_version) continue;
        if (m_upgrade && m_upgrade->height != m_height + 1 + 2ull * m_network.params.epochSlots)
            continue;
        m_upgrade = {version, m_height + 1 + 2ull * m_network.params.epochSlots};
    }
}

/// At the end of the queue, beside whoever was paid in the slot that ends: there the order decides.
void RegistryModel::join(std::vector<PublicKey> joiners) {
    const auto free = 256 - std::min<std::size_t>(countMembers(), 256);
    if (joiners.size() > free) joiners.resize(free);
    for (const PublicKey& key : joiners) {
        MasternodeEntry& facts = withKey(key)->facts;
        facts.state = MasternodeState::Active;
        facts.stateSince = m_height;
        facts.queuedSlot = m_slot + 1;
        facts.missedEpochs = 0;
    }
    std::set<PublicKey> last(joiners.begin(), joiners.end());
    while (!m_queue.empty() && withKey(m_queue.back())->facts.queuedSlot == m_slot + 1) {
        last.insert(m_queue.back());
        m_queue.pop_back();
    }
    for (const Node& node : m_nodes)
        if (last.contains(node.facts.node.operatorKey))
            m_queue.push_back(node.facts.node.operatorKey);
}

RegistryState RegistryModel::expected() const {
    RegistryState state;
    state.height = m_height;
    state.slot = m_slot;
    state.epoch = m_epoch;
    std::vector<Masternode> members;
    for (const Node& node : m_nodes) {
        MasternodeEntry entry = node.facts;
        entry.signedBlocks = static_cast<std::uint32_t>(timesSeen(entry.node.operatorKey));
        if (entry.state == MasternodeState::Active) members.push_back(entry.node);
        state.entries.push_back(std::move(entry));
    }
    const auto indexesOf = [&](const std::vector<PublicKey>& keys) {
        std::vector<MemberIndex> indexes;
        for (const PublicKey& key : keys)
            for (std::size_t i = 0; i < members.size(); ++i)
                if (members[i].operatorKey == key) indexes.push_back(static_cast<MemberIndex>(i));
        return indexes;
    };
    state.demotedAtTip = indexesOf(m_demotedAtTip);
    state.demoted = indexesOf(m_demoted);
    state.members = MasternodeSet(std::move(members));
    state.blocksInEpoch = static_cast<std::uint32_t>(m_seen.size());
    state.mintedSatoshi = m_minted;
    state.tipPaysSlot = m_tipPays;
    state.rulesVersion = m_version;
    state.upgrade = m_upgrade;
    return state;
}

}  // namespace timecoin
