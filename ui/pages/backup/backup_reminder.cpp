#include "ui/pages/backup/backup_reminder.h"

#include "ui/widgets/notice.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace timecoin {

BackupReminder::BackupReminder(QWidget* parent) : QWidget(parent), m_notice(new Notice(this)) {
    setObjectName(QStringLiteral("backupReminder"));
    m_notice->setClosable(true);
    m_notice->button()->setObjectName(QStringLiteral("testBackup"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_notice);
    connect(m_notice, &Notice::actionTriggered, this, &BackupReminder::testAsked);
    connect(m_notice, &Notice::closed, this, [this] {
        m_closed = true;
        hide();
    });
    hide();
}

void BackupReminder::show(const WalletSnapshot& snapshot, quint64 nowMs) {
    const bool open =
        snapshot.state == WalletState::Locked || snapshot.state == WalletState::Unlocked;
    const quint64 tested = snapshot.backupTestedMs;
    const bool due = tested == 0 || nowMs > tested + kAgainAfterMs;
    setVisible(open && due && !m_closed);
    if (!open || !due) {
        m_notice->clear();
        return;
    }
    const QString text =
        tested == 0 ? tr("You have not tested your backup yet. Without the words, this wallet is "
                         "lost with this computer.")
                    : tr("It is half a year since you tested your backup. Can you still find and "
                         "read the words?");
    m_notice->say(Notice::Kind::Wait, text, tr("&Test the backup"));
}

}  // namespace timecoin
