#include "node/masternodes/action_fold.h"

#include <algorithm>

namespace timecoin {

ActionFold::ActionFold(const RegistryState& state, std::uint64_t slot, const Network& network)
    : m_entries(state.entries),
      m_height(state.height + 1),
      m_slot(slot),
      m_network(network) {}

std::optional<TxError> ActionFold::apply(const MasternodeAction& action, const Hash& txid) {
    if (const auto* registration = std::get_if<Registration>(&action))
        return take(*registration, txid);
    if (const auto* update = std::get_if<OperatorUpdate>(&action)) return take(*update);
    if (const auto* retirement = std::get_if<Retirement>(&action)) return take(*retirement);
    return take(std::get<Evidence>(action));
}

MasternodeEntry* ActionFold::find(const OutPoint& collateral) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        return entry.node.collateral == collateral;
    });
    return found == m_entries.end() ? nullptr : &*found;
}

/// R-MN-10. A key of one that left stays taken until it is forgotten: evidence names keys.
std::optional<TxError> ActionFold::take(const Registration& registration, const Hash& txid) {
    const bool keyTaken = std::any_of(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        return entry.node.operatorKey == registration.operatorKey;
    });
    if (keyTaken) return TxError::OperatorKeyInUse;
    if (m_entries.size() >= kMaxRegistered) return TxError::RegistryFull;
    MasternodeEntry entry;
    entry.node.collateral = OutPoint{txid, registration.collateralOutput};
    entry.node.operatorKey = registration.operatorKey;
    entry.node.owner = registration.owner;
    entry.node.payout = registration.payout;
    entry.node.service = registration.service;
    entry.registeredSlot = m_slot + 1;
    entry.stateSince = m_height;
    entry.rulesVersion = registration.rulesVersion;
    const auto place =
        std::upper_bound(m_entries.begin(), m_entries.end(), entry, registeredBefore);
    m_entries.insert(place, std::move(entry));
    return std::nullopt;
}

/// R-MN-11.
std::optional<TxError> ActionFold::take(const OperatorUpdate& update) {
    MasternodeEntry* entry = find(update.collateral);
    if (entry == nullptr || entry->state == MasternodeState::Left)
        return TxError::UnknownMasternode;
    if (entry->node.operatorKey != update.operatorKey) return TxError::WrongOperator;
    if (update.number != entry->updateNumber + 1) return TxError::StaleUpdate;
    if (entry->updatedSlot == m_slot + 1) return TxError::UpdateTooSoon;
    entry->node.service = update.service;
    entry->rulesVersion = update.rulesVersion;
    entry->updateNumber = update.number;
    entry->updatedSlot = m_slot + 1;
    if (entry->state == MasternodeState::Suspended && !entry->isLeaving()) {
        entry->state = MasternodeState::Waiting;
        entry->stateSince = m_height;
    }
    return std::nullopt;
}

/// R-MN-12.
std::optional<TxError> ActionFold::take(const Retirement& retirement) {
    MasternodeEntry* entry = find(retirement.collateral);
    if (entry == nullptr || entry->state == MasternodeState::Left)
        return TxError::UnknownMasternode;
    if (entry->node.owner != retirement.owner) return TxError::WrongOwner;
    if (entry->retireSlot != 0) return TxError::AlreadyLeaving;
    entry->retireSlot = m_slot + 1;
    return std::nullopt;
}

/// R-MN-13. The bounds of the epoch keep one proof from counting against a later registration of
/// the same key too: that would be one transaction in two blocks.
std::optional<TxError> ActionFold::take(const Evidence& evidence) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        return entry.node.operatorKey == evidence.operatorKey;
    });
    if (found == m_entries.end() || found->state == MasternodeState::Left)
        return TxError::UnknownMasternode;
    if (found->evidenceSlot != 0) return TxError::EvidenceKnown;
    const std::uint64_t epoch = evidence.place().epoch;
    // Nobody signs in the epoch of its registration, but those of the genesis.
    const bool before =
        found->registeredSlot != 0 && epoch <= epochOf(found->registeredSlot - 1, m_network);
    if (before || epoch > epochOf(m_slot, m_network)) return TxError::EvidenceOtherEpoch;
    found->evidenceSlot = m_slot + 1;
    return std::nullopt;
}

}  // namespace timecoin
