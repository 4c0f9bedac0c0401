// Empties the clipboard a minute after something secret was copied here: backup words or a key. What
// others copied in the meantime stays. Thread: GUI.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>

namespace timecoin {

class ClipboardGuard : public QObject {
    Q_OBJECT
public:
    static constexpr int kClearAfterMs = 60'000;

    explicit ClipboardGuard(QObject* parent = nullptr, int clearAfterMs = kClearAfterMs);

    /// Twelve or more short words: that is what a backup looks like. Addresses and hashes are public.
    static bool looksSecret(const QString& text);

private:
    void onChanged();
    void clear();

    QTimer m_timer;
    QByteArray m_digest;  ///< of what is to be cleared, so that it is not kept here as well
};

}  // namespace timecoin
