// What the chain says about masternodes, as plain values: every registration and why it is paid or
// not (R-MN-16). Nothing here comes from gossip, so every honest node at one height answers alike.
#pragma once

#include "node/base/amount.h"
#include "node/base/bytes.h"

#include <QString>
#include <QVector>

namespace timecoin {

/// One registration.
struct RegisteredMasternode {
    Hash collateralTxid;
    quint32 collateralIndex = 0;
    PublicKey operatorKey;
    Bytes owner;   ///< lock in its canonical encoding: retires it, and owns the collateral
    Bytes payout;  ///< lock in its canonical encoding
    QString service;
    QString state;             ///< "waiting", "active", "suspended", "left"
    quint64 stateSince = 0;    ///< height of the block after which that holds
    quint64 updateNumber = 0;  ///< of its newest update; the next one bears one more
    quint16 rulesVersion = 0;  ///< newest rules its program knows, by its own word
    /// Why it is paid or not: "waiting", "in_queue", "suspended", "retiring", "removed", "left".
    QString payment;
    quint32 queuePlace = 0;      ///< 1: the next block that pays; 0: not a member
    quint64 lastPaidHeight = 0;  ///< 0: never
    quint32 signedBlocks = 0;    ///< of this epoch's: its COMMITs and proposals in them
    quint32 missedEpochs = 0;    ///< in a row
    quint64 unbondsSlot = 0;     ///< once it has left: the collateral may be spent from here on
    bool self = false;           ///< its operator key is this node's
};

struct RegistryAnswer {
    bool ok = false;            ///< false: the node is not running
    quint64 height = 0;         ///< of the block after which this holds
    quint64 slot = 0;           ///< of that block
    quint64 epoch = 0;          ///< of that block
    quint64 nextSlot = 0;       ///< of the block after it
    quint64 nextEpoch = 0;      ///< of the block after it
    quint64 boundarySlot = 0;   ///< the first slot of the epoch after that one
    quint64 slotMs = 0;         ///< how long a slot is
    quint64 slotZeroMs = 0;     ///< Unix time when slot 0 began
    quint32 blocksInEpoch = 0;  ///< of `nextEpoch`, so far
    quint32 members = 0;        ///< of the set that governs the block after it
    quint32 quorum = 0;
    Hash registryHash;                          ///< what the block's header proves (R-MN-7)
    Amount collateral;                          ///< what a registration locks here
    quint16 rulesVersion = 0;                   ///< in force
    quint16 knownRulesVersion = 0;              ///< newest that this program knows
    quint16 upgradeVersion = 0;                 ///< agreed on; 0: none
    quint64 upgradeHeight = 0;                  ///< from which it is in force
    bool operating = false;                     ///< this node runs with an operator key
    QVector<RegisteredMasternode> masternodes;  ///< in the order of registration

    /// Unix time at which `ofSlot` begins.
    quint64 startOf(quint64 ofSlot) const { return slotZeroMs + ofSlot * slotMs; }
};

}  // namespace timecoin
