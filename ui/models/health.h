// How the node is, folded into one sign and one sentence for the status bar. Any thread.
#pragma once

#include "node/api/node_snapshot.h"

#include <QLocale>
#include <QString>

namespace timecoin {

struct Health {
    enum class Level : std::uint8_t {
        Unknown,  ///< no node, or no picture of it yet
        Good,     ///< payments become final
        Wait,     ///< they do, but somebody is missing; or this node is not up to date
        Bad,      ///< payments wait, or nobody is connected
    };
    Level level = Level::Unknown;
    QString sentence;
    // For the ring: a tick for each member, filled when it is heard.
    int members = 0;
    int quorum = 0;
    int heard = 0;
    MemberBits heardBy;
    MemberBits silent;
    friend bool operator==(const Health&, const Health&) = default;
};

/// `snapshot` may be null. `running`: the node has been started and has not stopped.
Health healthOf(const NodeSnapshot* snapshot, bool running, const QLocale& locale = QLocale());

}  // namespace timecoin
