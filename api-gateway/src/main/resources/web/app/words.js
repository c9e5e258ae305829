// All words of the page, in English and German.
const WORDS = {
  en: {
    title: 'Ground-Zero Backup', login: 'Log in', logout: 'Log out', key: 'API key',
    loginHint: 'The key lies where GZ_API_OPERATOR_KEY_FILE or GZ_API_VIEWER_KEY_FILE says; in the demo in .run/operator-key.',
    PROTECTED: 'Protected', AT_RISK: 'At risk', UNPROTECTED: 'Not protected',
    protectedText: 'The newest backup came back, whole and in time.',
    atRiskText: 'There is a backup that comes back, but something is wrong.',
    unprotectedText: 'There is no backup of which it is known that it comes back.',
    rpo: 'Would be lost now', rto: 'Back in', target: 'target', unknown: 'unknown',
    since: 'newest proven', stateSince: 'since', nextRun: 'next backup', copies: 'Copies (3-2-1)', production: 'Production', local: 'Local copy', 'off-site': 'Off-site copy',
    checked: 'came back', notChecked: 'not checked', none: 'none', live: 'Now', nothingRuns: 'Nothing is running.',
    DUMP: 'Dump', ENCRYPT: 'Encrypt', SHIP: 'Ship', VERIFY: 'Verify',
    WAITING: 'waits', RUNNING: 'runs', RETRYING: 'tried again', FAILED: 'given up', DONE: 'done',
    startBackup: 'Start a backup', startDrill: 'Start a drill', verifyAgain: 'Verify again', retry: 'Send back',
    history: 'History', calendar: 'Verdicts, day by day', backups: 'Backups', backup: 'Backup', more: 'Older ones',
    failures: 'Waiting for a person', noFailures: 'Nothing waits for a person.', cause: 'Cause', whatToDo: 'What to do',
    drills: 'Game days', noDrills: 'No game day yet.', report: 'Report',
    PROVEN: 'proven', REFUTED: 'refuted', INCONCLUSIVE: 'not testable', REQUESTED: 'asked for', DUMPING: 'dumping',
    ENCRYPTING: 'encrypting', SHIPPING: 'shipping', VERIFYING: 'verifying', JOINED: 'joined',
    PASSED: 'passed', TARGET_MISSED: 'target missed',
    evidence: 'Evidence', tables: 'Tables', table: 'Table', rows: 'Rows', result: 'Result', identical: 'identical',
    steps: 'Steps', findings: 'Findings about the application', artifacts: 'Files', size: 'Size', time: 'Time',
    attempts: 'attempts', expires: 'counts until', expired: 'expired at', snapshot: 'Data as of', stage: 'Stage', state: 'State',
    sizeChart: 'Size', backupChart: 'Time to back up', restoreChart: 'Time to restore', noHistory: 'No history yet.',
    offline: 'The connection to the gateway is lost; trying again.', back: 'Overview', cluster: 'Cluster',
    started: 'Asked for', verification: 'Verification', noTables: 'no table named', forecastTarget: 'target',
    minutes: 'min', hours: 'h', days: 'd', seconds: 's', perSecond: '/s', left: 'left', nothingWrong: 'No problem is known.',
  },
  de: {
    title: 'Ground-Zero Backup', login: 'Anmelden', logout: 'Abmelden', key: 'API-Schlüssel',
    loginHint: 'Der Schlüssel liegt, wo GZ_API_OPERATOR_KEY_FILE oder GZ_API_VIEWER_KEY_FILE es sagt; in der Demo in .run/operator-key.',
    PROTECTED: 'Geschützt', AT_RISK: 'In Gefahr', UNPROTECTED: 'Nicht geschützt',
    protectedText: 'Die neueste Sicherung kam zurück, ganz und rechtzeitig.',
    atRiskText: 'Es gibt eine Sicherung, die zurückkommt, aber etwas stimmt nicht.',
    unprotectedText: 'Es gibt keine Sicherung, von der man weiß, dass sie zurückkommt.',
    rpo: 'Jetzt verloren wären', rto: 'Zurück in', target: 'Ziel', unknown: 'unbekannt',
    since: 'neueste bewiesene', stateSince: 'seit', nextRun: 'nächste Sicherung', copies: 'Kopien (3-2-1)', production: 'Produktion', local: 'Lokale Kopie', 'off-site': 'Kopie außer Haus',
    checked: 'kam zurück', notChecked: 'nicht geprüft', none: 'keine', live: 'Jetzt', nothingRuns: 'Es läuft nichts.',
    DUMP: 'Auszug', ENCRYPT: 'Verschlüsseln', SHIP: 'Versenden', VERIFY: 'Prüfen',
    WAITING: 'wartet', RUNNING: 'läuft', RETRYING: 'neuer Versuch', FAILED: 'aufgegeben', DONE: 'fertig',
    startBackup: 'Sicherung starten', startDrill: 'Übung starten', verifyAgain: 'Noch einmal prüfen', retry: 'Zurückschicken',
    history: 'Verlauf', calendar: 'Urteile, Tag für Tag', backups: 'Sicherungen', backup: 'Sicherung', more: 'Ältere',
    failures: 'Wartet auf einen Menschen', noFailures: 'Nichts wartet auf einen Menschen.', cause: 'Ursache', whatToDo: 'Was zu tun ist',
    drills: 'Übungen', noDrills: 'Noch keine Übung.', report: 'Bericht',
    PROVEN: 'bewiesen', REFUTED: 'widerlegt', INCONCLUSIVE: 'nicht prüfbar', REQUESTED: 'angefordert', DUMPING: 'im Auszug',
    ENCRYPTING: 'wird verschlüsselt', SHIPPING: 'wird versandt', VERIFYING: 'wird geprüft', JOINED: 'angeschlossen',
    PASSED: 'bestanden', TARGET_MISSED: 'Ziel verfehlt',
    evidence: 'Beweis', tables: 'Tabellen', table: 'Tabelle', rows: 'Zeilen', result: 'Ergebnis', identical: 'gleich',
    steps: 'Schritte', findings: 'Befunde zur Anwendung', artifacts: 'Dateien', size: 'Größe', time: 'Zeit',
    attempts: 'Versuche', expires: 'gilt bis', expired: 'abgelaufen am', snapshot: 'Daten von', stage: 'Schritt', state: 'Stand',
    sizeChart: 'Größe', backupChart: 'Dauer der Sicherung', restoreChart: 'Dauer der Wiederherstellung', noHistory: 'Noch kein Verlauf.',
    offline: 'Die Verbindung zum Gateway ist weg; neuer Versuch.', back: 'Übersicht', cluster: 'Cluster',
    started: 'Angefordert', verification: 'Prüfung', noTables: 'keine Tabelle genannt', forecastTarget: 'Ziel',
    minutes: 'min', hours: 'h', days: 'd', seconds: 's', perSecond: '/s', left: 'übrig', nothingWrong: 'Es ist kein Problem bekannt.',
  },
};

let language = localStorage.getItem('language') || (navigator.language.startsWith('de') ? 'de' : 'en');
document.documentElement.lang = language;

export const t = word => WORDS[language][word] || word;
export const other = () => (language === 'de' ? 'en' : 'de');
export const locale = () => (language === 'de' ? 'de-DE' : 'en-GB');

export function speak(next) {
  language = next;
  localStorage.setItem('language', next);
  document.documentElement.lang = next;
}
