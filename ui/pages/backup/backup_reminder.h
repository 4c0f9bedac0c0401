// The strip that asks to test the backup: while it was never tested, and again after a long time.
// Thread: GUI.
#pragma once

#include "wallet/values/wallet_values.h"

#include <QWidget>

namespace timecoin {

class Notice;

class BackupReminder : public QWidget {
    Q_OBJECT
public:
    /// Handwriting fades and drawers are emptied: asked again after half a year.
    static constexpr quint64 kAgainAfterMs = quint64{182} * 24 * 60 * 60 * 1'000;

    explicit BackupReminder(QWidget* parent = nullptr);

    /// `nowMs`: Unix time.
    void show(const WalletSnapshot& snapshot, quint64 nowMs);
    Notice* notice() const { return m_notice; }

signals:
    void testAsked();

private:
    Notice* m_notice;
    bool m_closed = false;  ///< until the next start
};

}  // namespace timecoin
