namespace ContainerNet.Tests;

/// <summary>Commands as they are typed behind <c>--</c>, though -c, -u, -v, -l, -e, -n and -r begin parameters of the cmdlets too.</summary>
public static class ShellCommands
{
    /// <summary>What is typed, and the words a shell would make of it, divided by <c>|</c>.</summary>
    public static readonly (string Typed, string Words)[] All =
    [
        ("sh -c 'echo a; echo b'", "sh|-c|echo a; echo b"),
        ("httpd -f -p 80", "httpd|-f|-p|80"),
        ("nc -u 1.2.3.4 53", "nc|-u|1.2.3.4|53"),
        ("nc -l -p 8080 -e cat", "nc|-l|-p|8080|-e|cat"),
        ("grep -v -n -e root /etc/passwd", "grep|-v|-n|-e|root|/etc/passwd"),
        ("ls -l -n -r /", "ls|-l|-n|-r|/"),
        ("sort -n -r -u /data", "sort|-n|-r|-u|/data"),
        ("wc -c -l /etc/hosts", "wc|-c|-l|/etc/hosts"),
        ("tail -n 20 -c 100 /log", "tail|-n|20|-c|100|/log"),
        ("mount -o ro,noexec /dev/sda /mnt", "mount|-o|ro,noexec|/dev/sda|/mnt"),
        ("chmod 0755 /bin/tool", "chmod|0755|/bin/tool"),
        ("ping -c 3 127.0.0.1", "ping|-c|3|127.0.0.1"),
        ("cp -v -r -l /a /b", "cp|-v|-r|-l|/a|/b"),
        ("env -u HOME -i A=1 env", "env|-u|HOME|-i|A=1|env"),
        ("sed -n -e 's/a/b/p' -e 2p", "sed|-n|-e|s/a/b/p|-e|2p"),
        ("awk -v x=1 '{ print $1 }'", "awk|-v|x=1|{ print $1 }"),
        ("tar -c -v -f - --exclude=x /etc", "tar|-c|-v|-f|-|--exclude=x|/etc"),
        ("date -u -r /etc/hosts +%s", "date|-u|-r|/etc/hosts|+%s"),
        ("echo -n -e '' -user -volume -label", "echo|-n|-e||-user|-volume|-label"),
        ("xargs -r -n 1 -l5 echo", "xargs|-r|-n|1|-l5|echo"),
        ("dd if=/dev/zero bs=1e3 count=0x10 1.50 1e3 0x10", "dd|if=/dev/zero|bs=1e3|count=0x10|1.50|1e3|0x10"),
        ("sh -- -x -- y", "sh|--|-x|--|y"),
        ("cut -d: -f1 /etc/passwd", "cut|-d:|-f1|/etc/passwd"),
        ("java '-agentlib:jdwp' app", "java|-agentlib:jdwp|app"),
    ];
}
