# Every example of the help, run as it stands. Both languages show the same code: a unit test holds that.
BeforeDiscovery {
    $path = Join-Path -Path $PSScriptRoot -ChildPath '../../en-US/ContainerNet.dll-Help.xml'
    $help = [xml](Get-Content -Path $path -Raw)
    $examples = foreach ($command in $help.helpItems.command) {
        foreach ($example in $command.examples.example) {
            @{ Title = '{0}, {1}' -f $command.details.name, $example.title.Trim('-', ' '); Code = $example.code }
        }
    }
}

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')

    # What the examples take for given: a web server, a network, an archive, a docker context.
    $toolPath = (Get-Command -Name docker -CommandType Application)[0].Source
    & $toolPath network create backend | Out-Null
    $configPath = Join-Path -Path $TestDrive -ChildPath 'docker'
    $env:DOCKER_CONFIG = $configPath
    & $toolPath context create lab --docker "host=$env:DOCKER_HOST" 2>&1 | Out-Null
    Set-Content -Path (Join-Path -Path $TestDrive -ChildPath 'index.html') -Value 'hello'
    Push-Location -Path $TestDrive
    tar -cf site.tar index.html

    $expected = @{
        "New-ClosedContainer busybox -AutoRemove -Wait -Command echo, '0755'" = '0755'
        'New-ClosedContainer busybox -AutoRemove -Wait -Volume "${PWD}:/backup:ro" -- tar -tf /backup/site.tar' = 'index.html'
        'Join-ContainerNetwork busybox -Container web -AutoRemove -Wait -- wget -qO- http://127.0.0.1/' = 'It works.'
    }
}

AfterAll {
    Pop-Location
    Clear-TestContainer
    & $toolPath network rm backend | Out-Null
    Remove-Item -Path Env:DOCKER_CONFIG
}

Describe 'The examples of the help' {
    It '<Title>' -ForEach $examples {
        # There is nobody to be asked.
        $ConfirmPreference = 'None'
        if ($Code -match '^(Publish|Unpublish|Set)-ContainerPort') { New-BridgedContainer busybox -Name web -- httpd -f -p 80 | Out-Null }
        elseif ($Code -notlike '*-Name web*') { New-TestWeb | Out-Null }
        if ($Code -like '*host1.json*') { Export-ContainerNetworkSnapshot ./host1.json -Force }
        if ($Code -like '*-From job*' -or $Code -like '*Connection job*') { New-BridgedContainer busybox -Name job -- sleep 600 | Out-Null }
        if ($Code -like '*ContainerPort probe*') { Join-ContainerNetwork busybox -Container web -Name probe -- sleep 600 | Out-Null }
        if ($Code -like 'Unpublish-*' -or $Code -like 'Set-*') { Publish-ContainerPort web 8080:80 }
        if ($Code -like '*Unregister-ContainerRuntime*') { Register-ContainerRuntime }
        # The machine's own systemd is none of a test's business.
        $WhatIfPreference = $Code -like '*ContainerNetworkService*'
        $script = [scriptblock]::Create($Code.Replace('unix:///var/run/docker.sock', $env:DOCKER_HOST))

        $output = @(if ($Code -like 'Watch-*') { Invoke-Briefly $script } else { & $script })

        if ($expected.ContainsKey($Code)) { $output | Should -Be $expected[$Code] }
    }

    AfterEach {
        $WhatIfPreference = $false
        Clear-TestContainer
        if ($Code -like '*ContainerRuntime*') { Unregister-ContainerRuntime -Confirm:$false -ErrorAction Ignore }
    }

    It 'prints the exit code the job ended with' {
        $job = New-ClosedContainer busybox -- sh -c 'sleep 1; exit 3'

        ($job | Wait-Container -PassThru).ExitCode | Should -Be 3
    }
}
